"""Photos at Lazada: at most 1 MB, JPEG or PNG, 330 to 5000 pixels a side (image API page).

Migrating an address is refused as the platform refuses a machine of its own: nothing is fetched from here.
"""

from shopdesk.practice import photos
from shopdesk.practice.lazada.call import Call, Refusal, Route
from shopdesk.practice.lazada.payload import many, request, text
from shopdesk.practice.records import Data

LARGEST, SHORTEST, LONGEST, MOST_URLS = 1_000_000, 330, 5_000, 8


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


def migrate(call: Call) -> Data:
    """POST /image/migrate: by an address"""
    tree = request(call)
    image = tree.get("Image")
    if not text(image.get("Url") if isinstance(image, dict) else ""):
        raise Refusal("30", "E030: Empty Request")
    raise Refusal("302", "E302: Unsupported URL")


def migrate_many(call: Call) -> Data:
    """POST /images/migrate: up to eight addresses; what came of it is asked for afterwards."""
    urls = many(request(call), "Images", "Url")
    if not 0 < len(urls) <= MOST_URLS:
        raise Refusal("30", "E030: Empty Request")
    batch = call.store.next("Reverse")
    call.store.remember(f"migrated {batch}", len(urls))
    return {"batch_id": str(batch)}


def response(call: Call) -> Data:
    """GET /image/response/get: every one of them failed."""
    count = call.store.values.get(f"migrated {call.text('batch_id')}")
    if count is None:
        raise Refusal("30", "E030: Empty Request")
    errors = [{"msg": "UNSUPPORTED_URL", "field": str(at), "original_url": ""} for at in range(count)]
    return {"data": {"images": [], "errors": errors}}


ROUTES = {
    "/image/upload": Route(upload, "POST"),
    "/image/migrate": Route(migrate, "POST"),
    "/images/migrate": Route(migrate_many, "POST"),
    "/image/response/get": Route(response),
}
