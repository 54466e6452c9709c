"""From an uploaded file to the files of a picture: checked, upright, without metadata, small."""

import re
import secrets
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

MOST_BYTES = 12 * 1024 * 1024
MOST_PIXELS = 40_000_000
FEWEST_PIXELS = 100  # on each side
LARGEST = (2400, 4800)  # WebP holds no side above 16,383 pixels
WIDTHS = (480, 960, 1600)
RENDITIONS = {"avif": {"quality": 60, "speed": 6}, "webp": {"quality": 80}}

# By content: names and types are what the browser says. WebP hides in RIFF.
KNOWN = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF.{4}WEBP", re.DOTALL)
HEIC = re.compile(rb".{4}ftyp(hei[cxms]|hev[cxms]|mif1|msf1)", re.DOTALL)

# A small file can unpack to more than the memory holds; Pillow only warns by itself.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Stored:
    """What the row of a picture needs to know of its files."""

    name: str
    width: int
    height: int
    widths: list[int]  # of the renditions, the smallest first


def store(upload: UploadedFile) -> Stored:
    """Write the picture and its renditions: all of them or, when anything fails, none.

    Raises ValidationError with a sentence for whoever chose the file. Takes seconds: not to be
    called within a transaction.
    """
    image = _decoded(upload)
    widths = sorted({min(width, image.width) for width in WIDTHS})
    name = f"pictures/{secrets.token_hex(16)}.{'png' if image.mode == 'RGBA' else 'jpg'}"
    try:
        _write(name, _encoded(image))
        for width in widths:
            height = max(1, round(image.height * width / image.width))
            smaller = image.resize((width, height), Image.Resampling.LANCZOS)
            for kind, options in RENDITIONS.items():
                _write(rendition(name, width, kind), _saved(smaller, kind, **options))
    except BaseException:
        delete(name, widths)
        raise
    return Stored(name, image.width, image.height, widths)


def delete(name: str, widths: Sequence[int]) -> None:
    """Remove a picture and its renditions; what is not there is no error."""
    for each in (name, *(rendition(name, width, kind) for width in widths for kind in RENDITIONS)):
        default_storage.delete(each)


def rendition(name: str, width: int, kind: str) -> str:
    """`pictures/…-480.avif` of `pictures/….jpg`."""
    return f"{name.rpartition('.')[0]}-{width}.{kind}"


def _decoded(upload: UploadedFile) -> Image.Image:
    """The picture upright in sRGB, opaque (RGB) or not (RGBA), with nothing but its pixels."""
    _refuse_by_size_and_kind(upload)
    try:
        image = _read(upload)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_many_pixels() from bomb
    except Exception as broken:  # decoders raise many kinds
        raise ValidationError(
            _("This file is damaged or incomplete. Choose the picture again, or another one."),
            code="broken",
        ) from broken
    if min(image.size) < FEWEST_PIXELS:
        raise ValidationError(
            _("This picture is too small or narrow: each side needs at least 100 pixels."),
            code="small",
        )
    return image


def _refuse_by_size_and_kind(upload: UploadedFile) -> None:
    if upload.size > MOST_BYTES:
        raise ValidationError(
            _("This file is too large: a picture may have at most 12 MB."), code="large"
        )
    upload.seek(0)
    start = upload.read(16)
    upload.seek(0)
    if HEIC.match(start):
        raise ValidationError(
            _(
                "This phone saves photos as HEIC. Choose JPEG in its camera settings, "
                "or send the photo to yourself and save it as JPEG."
            ),
            code="heic",
        )
    if not KNOWN.match(start):
        raise ValidationError(
            _("This file is not a picture that the site can show. Choose a JPEG, PNG or WebP."),
            code="kind",
        )


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("This picture has too many pixels: 40 million at most. Make it smaller first."),
        code="pixels",
    )


def _read(upload: UploadedFile) -> Image.Image:
    image = Image.open(upload, formats=["JPEG", "PNG", "WEBP"])  # reads the header only
    if image.width * image.height > MOST_PIXELS:
        raise _too_many_pixels()
    image.draft(None, (LARGEST[0], LARGEST[0]))  # a large JPEG is decoded at a half or a quarter
    profile = image.info.get("icc_profile")
    ImageOps.exif_transpose(image, in_place=True)
    image = _in_whole_colours(image)
    image.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    if profile:
        image = _in_srgb(image, profile)
    if image.mode != "RGBA" or image.getextrema()[3] == (255, 255):
        image = image.convert("RGB")
    image.info = {}  # from which encoders take comments, profiles and the like
    return image


def _in_whole_colours(image: Image.Image) -> Image.Image:
    """Eight bits a channel and no palette, so that it can be scaled and its profile applied."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("L", "CMYK") else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """As browsers do: a profile that is broken or of another kind of picture counts for nothing."""
    try:
        return ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGBA" if image.mode == "RGBA" else "RGB",
        )
    except (ImageCms.PyCMSError, OSError):
        return image


def _encoded(image: Image.Image) -> bytes:
    if image.mode == "RGBA":
        return _saved(image, "png", optimize=True)
    return _saved(image, "jpeg", quality=88, optimize=True, progressive=True)


def _saved(image: Image.Image, kind: str, **options: int) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def _write(name: str, content: bytes) -> None:
    default_storage.save(name, ContentFile(content))
