"""Pictures as phones encode them, with what they write beside the picture."""

import io
from pathlib import Path

from PIL import Image, ImageCms

EXIF_ORIENTATION, EXIF_GPS, EXIF_MODEL, EXIF_RESOLUTION = 0x0112, 0x8825, 0x0110, 0x011A


def encoded(image, kind="JPEG", **more):
    out = io.BytesIO()
    if kind == "MPO":  # what phones write in portrait and HDR mode: a JPEG with more behind it
        more |= {"save_all": True, "append_images": [Image.new("RGB", (64, 48), "blue")]}
    if kind == "HEIF":  # how well it is packed is nobody's question; the default takes long
        more["enc_params"] = {"preset": "ultrafast"}
    image.save(out, kind, **more)
    return out.getvalue()


def opened(data):
    return Image.open(io.BytesIO(data))


def with_private_data(image, kind, orientation=1, **more):
    """Return the encoded image with the things phones write beside the picture."""
    exif = image.getexif()
    exif[EXIF_ORIENTATION], exif[EXIF_MODEL] = orientation, "secret phone"
    exif.get_ifd(EXIF_GPS).update({1: "N", 2: (30.0, 15.0, 1.5), 29: "secret day"})
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>secret edit</x:xmpmeta>"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    icc = profile.replace(b"sRGB built-in", b"secret screen")
    return encoded(image, kind, exif=exif.tobytes(), xmp=xmp, icc_profile=icc, **more)


def tells_only_the_picture(data):
    kept = opened(data)
    beside = {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(kept.info)
    return kept.format == "JPEG" and not beside and not kept.getexif() and b"secret" not in data


def photo_of(kind: str) -> bytes:
    return with_private_data(Image.effect_noise((640, 480), 60).convert("RGB"), kind)


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}
