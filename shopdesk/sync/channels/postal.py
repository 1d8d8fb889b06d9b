"""To whom a parcel goes, in ShopDesk's words; what a platform does not tell is left out."""

from collections.abc import Mapping
from typing import Any

TAMBON = ("ต.", "ตำบล", "แขวง")


def receiver(name: str, told: Mapping[str, str]) -> dict[str, Any]:
    """The buyer's name, telephone and address as an order takes them; `told` has the address's own keys."""
    address = {key: word for key, word in {"name": name, **told}.items() if word}
    return {"buyer": name, "phone": told.get("phone", ""), "address": address}


def lanes(*told: str) -> dict[str, str]:
    """Street and tambon of the lines of an address: in Thailand the last line often is the tambon."""
    tambon = told[-1] if told[-1].startswith(TAMBON) else ""
    street = told[:-1] if tambon else told
    return {"street": " ".join(lane for lane in street if lane), "subdistrict": tambon}
