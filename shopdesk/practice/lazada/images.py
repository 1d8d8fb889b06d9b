"""Photos at Lazada: at most 1 MB, JPEG or PNG, 330 to 5000 pixels a side (image API page)."""

from shopdesk.practice import photos
from shopdesk.practice.lazada.call import Call, Refusal, Route
from shopdesk.practice.records import Data

LARGEST, SHORTEST, LONGEST = 1_000_000, 330, 5_000


def upload(call: Call) -> Data:
    """POST /image/upload, the bytes in the multipart field `image`"""
    file = call.files.get("image")
    if file is None:
        raise Refusal("300", "E300: No image")
    if len(file.body) > LARGEST:
        raise Refusal("303", "E303: The image is too large")
    try:
        _kind, width, height = photos.look(file.body)
    except photos.NoPhoto as error:
        raise Refusal("300", "E300: Image type is not supported") from error
    if min(width, height) < SHORTEST or max(width, height) > LONGEST:
        raise Refusal("300", f"E300: {width} x {height}: a side has 330 to 5000 pixels")
    photo = photos.keep(call.store, file.body)
    return {"data": {"image": {"hash_code": photo.id, "url": photos.address(call.address, photo)}}}


ROUTES = {"/image/upload": Route(upload, "POST")}
