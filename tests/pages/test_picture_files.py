"""From what a phone sends to what the site serves: checked, upright, bare, in three widths."""

import re
import warnings
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image, ImageCms, PngImagePlugin

from pages import picture_files
from pages.picture_files import Stored

RED, GREEN, BLUE, YELLOW = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)
GPS = 0x8825
ORIENTATION = 0x0112


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    """Where the files go; nothing else is in it. Sentences are in English."""
    settings.MEDIA_ROOT = tmp_path
    translation.activate("en")
    return tmp_path


def files(folder: Path) -> list[str]:
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())


def content(image: Image.Image, kind: str, **options) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def plain(size: tuple[int, int] = (120, 100), colour=RED, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, size, colour)


def quarters(size: tuple[int, int] = (160, 120)) -> Image.Image:
    """Red and green above blue and yellow."""
    image = Image.new("RGB", (2, 2))
    image.putdata([RED, GREEN, BLUE, YELLOW])
    return image.resize(size, Image.Resampling.NEAREST)


def sent(data: bytes, name: str = "photo.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, kind)


def stored(image: Image.Image, kind: str = "JPEG", **options) -> Stored:
    return picture_files.store(sent(content(image, kind, **options)))


def opened(name: str) -> Image.Image:
    with default_storage.open(name) as file, Image.open(file) as image:
        image.load()
        return image


def all_files(picture: Stored) -> Iterator[str]:
    yield picture.name
    for width in picture.widths:
        for kind in ("avif", "webp"):
            yield picture_files.rendition(picture.name, width, kind)


def about(found: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    """The same colour, as far as lossy files keep it."""
    return max(abs(one - other) for one, other in zip(found, wanted, strict=True)) <= 12


# What is written


@pytest.mark.parametrize(
    ("width", "kept", "widths"),
    [
        (100, 100, [100]),
        (479, 479, [479]),
        (480, 480, [480]),
        (481, 481, [480, 481]),
        (700, 700, [480, 700]),
        (960, 960, [480, 960]),
        (1300, 1300, [480, 960, 1300]),
        (1600, 1600, [480, 960, 1600]),
        (2400, 2400, [480, 960, 1600]),
        (2500, 2400, [480, 960, 1600]),
    ],
)
def test_renditions_are_never_wider_than_the_picture(folder, width, kept, widths):
    picture = stored(plain((width, 120)))
    assert (picture.width, picture.widths) == (kept, widths)
    assert files(folder) == sorted(all_files(picture))
    for name in all_files(picture):
        named = re.search(r"-(\d+)\.", name)
        assert opened(name).width == (int(named[1]) if named else kept)


def test_the_sides_of_every_file_keep_their_proportion():
    picture = stored(plain((1000, 500)))
    assert (picture.width, picture.height) == (1000, 500)
    sizes = {opened(name).size for name in all_files(picture)}
    assert sizes == {(1000, 500), (480, 240), (960, 480)}


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("WEBP", "RGB")])
def test_an_opaque_picture_becomes_a_jpeg_with_avif_and_webp_beside_it(folder, kind, mode):
    picture = stored(plain(mode=mode), kind)
    assert re.fullmatch(r"pictures/[0-9a-f]{32}\.jpg", picture.name)
    stem = picture.name.removesuffix(".jpg")
    formats = {name: opened(name).format for name in files(folder)}
    assert formats == {
        f"{stem}.jpg": "JPEG",
        f"{stem}-120.avif": "AVIF",
        f"{stem}-120.webp": "WEBP",
    }


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_transparent_picture_stays_transparent_in_every_file(kind):
    picture = stored(plain(colour=(255, 0, 0, 0), mode="RGBA"), kind, lossless=True)
    assert re.fullmatch(r"pictures/[0-9a-f]{32}\.png", picture.name)
    corners = {
        name: opened(name).convert("RGBA").getpixel((5, 5))[3] for name in all_files(picture)
    }
    assert corners == dict.fromkeys(all_files(picture), 0)


def test_a_picture_that_could_be_transparent_but_is_not_becomes_a_jpeg():
    assert stored(plain(colour=(*RED, 255), mode="RGBA"), "PNG").name.endswith(".jpg")


def palette() -> Image.Image:
    image = plain(mode="P", colour=0)
    image.putpalette([*GREEN, *RED])
    return image


@pytest.mark.parametrize(
    ("image", "kind", "options", "colour"),
    [
        (plain(mode="CMYK", colour=(0, 255, 255, 0)), "JPEG", {}, RED),
        (plain(mode="L", colour=90), "JPEG", {}, (90, 90, 90)),
        (plain(mode="1", colour=1), "PNG", {}, (255, 255, 255)),
        (plain(mode="I;16", colour=90 * 256), "PNG", {}, (90, 90, 90)),
        (palette(), "PNG", {}, GREEN),
        (palette(), "PNG", {"transparency": 0}, (*GREEN, 0)),
        (plain(mode="LA", colour=(90, 50)), "PNG", {}, (90, 90, 90, 50)),
        (plain(), "PNG", {"transparency": RED}, (*RED, 0)),
    ],
)
def test_colours_of_every_kind_are_kept(image, kind, options, colour):
    shown = opened(stored(image, kind, **options).name)
    assert (shown.mode, about(shown.getpixel((60, 50)), colour)) == (
        "RGBA" if len(colour) == 4 else "RGB",
        True,
    )


def test_two_uploads_of_one_picture_get_names_of_their_own(folder):
    assert stored(plain()).name != stored(plain()).name
    assert len(files(folder)) == 6


@pytest.mark.parametrize("kind", ["WEBP", "PNG", "MPO"])  # some phones write MPO as .jpg
def test_of_several_pictures_in_one_file_the_first_is_kept(kind):
    data = content(plain(colour=GREEN), kind, save_all=True, append_images=[plain()])
    shown = opened(picture_files.store(sent(data)).name)
    assert about(shown.getpixel((60, 50)), GREEN)


# Upright

TURNED = {
    1: (RED, GREEN, BLUE, YELLOW),
    2: (GREEN, RED, YELLOW, BLUE),
    3: (YELLOW, BLUE, GREEN, RED),
    4: (BLUE, YELLOW, RED, GREEN),
    5: (RED, BLUE, GREEN, YELLOW),
    6: (BLUE, RED, YELLOW, GREEN),
    7: (YELLOW, GREEN, BLUE, RED),
    8: (GREEN, YELLOW, RED, BLUE),
}


@pytest.mark.parametrize("orientation", TURNED)
def test_every_file_stands_upright_however_the_phone_was_held(orientation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    picture = stored(quarters(), quality=95, subsampling=0, exif=exif)
    sides = (160, 120) if orientation < 5 else (120, 160)
    assert (picture.width, picture.height) == sides
    for name in all_files(picture):
        image = opened(name).convert("RGB")
        assert image.size == sides
        right, low = sides[0] - 20, sides[1] - 20
        spots = [(20, 20), (right, 20), (20, low), (right, low)]
        for spot, colour in zip(spots, TURNED[orientation], strict=True):
            assert about(image.getpixel(spot), colour)


def test_the_width_that_counts_is_the_upright_one():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    picture = stored(plain((600, 3000)), exif=exif)
    assert (picture.width, picture.height, picture.widths) == (2400, 480, [480, 960, 1600])


# Bare

SECRETS = [b"Dhaka", b"Exif", b"GPS", b"Nokia", b"xmpmeta", b"ICC", b"Photoshop"]
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Dhaka, house 7</x:xmpmeta>"


def exif() -> Image.Exif:
    found = Image.Exif()
    found[0x010F] = "Nokia Dhaka"  # the maker of the camera
    found[ORIENTATION] = 3
    found.get_ifd(GPS).update({1: "N", 2: (23.0, 48.0, 3.0), 3: "E", 4: (90.0, 24.0, 9.0)})
    return found


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def telling(kind: str, mode: str) -> bytes:
    """A picture that says where it was taken, in every way that its format knows."""
    told = {"exif": exif(), "xmp": XMP, "icc_profile": srgb()}
    if kind == "JPEG":
        told["comment"] = b"Dhaka"
    if kind == "PNG":
        del told["xmp"]
        told["pnginfo"] = PngImagePlugin.PngInfo()
        told["pnginfo"].add_text("Comment", "Dhaka")
        told["pnginfo"].add_text("Location", "Dhaka", zip=True)
        told["pnginfo"].add_itxt("XML:com.adobe.xmp", XMP.decode())
    return content(plain(mode=mode, colour=(9, 9, 9, 9)[: len(mode)]), kind, **told)


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGBA")]
)
def test_where_and_with_what_it_was_taken_is_in_no_file(kind, mode):
    data = telling(kind, mode)
    with Image.open(BytesIO(data)) as source:
        assert source.getexif().get_ifd(GPS)  # it was there
    assert b"Dhaka" in data
    picture = picture_files.store(sent(data))
    for name in all_files(picture):
        with default_storage.open(name) as file:
            raw = file.read()
        assert [each for each in SECRETS if each in raw] == []
        image = opened(name)
        assert dict(image.getexif()) == {}
        assert set(image.info) & {"exif", "xmp", "icc_profile", "comment", "Comment"} == set()


def test_what_hangs_on_behind_the_picture_is_dropped():
    page = b"<script>alert(1)</script>PK\x03\x04"
    picture = picture_files.store(sent(content(plain(), "JPEG") + page))
    for name in all_files(picture):
        with default_storage.open(name) as file:
            assert b"script" not in file.read()


def swapped() -> bytes:
    """A profile in which what a file calls red is blue."""
    data = bytearray(srgb())
    places = {bytes(data[at : at + 4]): at + 4 for at in range(132, 132 + 12 * 30, 12)}
    red, blue = places[b"rXYZ"], places[b"bXYZ"]
    data[red : red + 8], data[blue : blue + 8] = data[blue : blue + 8], data[red : red + 8]
    return bytes(data)


def test_a_profile_is_applied_before_it_is_dropped():
    shown = opened(stored(plain(), "PNG", icc_profile=swapped()).name)
    assert about(shown.getpixel((60, 50)), BLUE)


@pytest.mark.parametrize(
    "profile",
    [b"nonsense" * 20, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()],
)
def test_a_profile_that_does_not_fit_counts_for_nothing(profile):
    shown = opened(stored(plain(), "PNG", icc_profile=profile).name)
    assert about(shown.getpixel((60, 50)), RED)


# What is refused


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises this many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + check

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([1, 0, 0, 0, 0])
    body = zlib.compress(b"")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


def noise(kind: str) -> bytes:
    return content(Image.effect_noise((200, 200), 90).convert("RGB"), kind)


def half(kind: str) -> bytes:
    data = noise(kind)
    return data[: len(data) // 2]


SENTENCES = {
    "heic": "This phone saves photos as HEIC. Choose JPEG in its camera settings, "
    "or send the photo to yourself and save it as JPEG.",
    "kind": "This file is not a picture that the site can show. Choose a JPEG, PNG or WebP.",
    "broken": "This file is damaged or incomplete. Choose the picture again, or another one.",
    "large": "This file is too large: a picture may have at most 12 MB.",
    "pixels": "This picture has too many pixels: 40 million at most. Make it smaller first.",
    "small": "This picture is too small or narrow: each side needs at least 100 pixels.",
}
MOST = picture_files.MOST_BYTES

BAD: dict[str, tuple[str, Callable[[], bytes]]] = {
    **{
        f"brand {brand}": (
            "heic",
            lambda brand=brand: b"\0\0\0\x18ftyp" + brand.encode() + b"\0" * 99,
        )
        for brand in ("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1")
    },
    "avif": ("kind", lambda: content(plain(), "AVIF")),
    "gif": ("kind", lambda: content(plain(), "GIF")),
    "gif 87": ("kind", lambda: b"GIF87a" + b"\0" * 99),
    "bmp": ("kind", lambda: content(plain(), "BMP")),
    "tiff": ("kind", lambda: content(plain(), "TIFF")),
    "ico": ("kind", lambda: content(plain(), "ICO")),
    "eps": ("kind", lambda: content(plain(), "EPS")),
    "pdf": ("kind", lambda: content(plain(), "PDF")),
    "svg": ("kind", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
    "html": ("kind", lambda: b"<!doctype html><script>alert(1)</script>"),
    "html before a picture": ("kind", lambda: b"<!--" + content(plain(), "JPEG")),
    "sound in RIFF": ("kind", lambda: b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 99),
    "nothing": ("kind", lambda: b""),
    "one byte": ("kind", lambda: b"\xff"),
    "jpeg, its start only": ("broken", lambda: b"\xff\xd8\xff"),
    "html that starts like a jpeg": ("broken", lambda: b"\xff\xd8\xff<script>alert(1)</script>"),
    "html that starts like a png": ("broken", lambda: b"\x89PNG\r\n\x1a\n<svg onload='1'>"),
    "html that starts like a webp": ("broken", lambda: b"RIFF\x24\0\0\0WEBP<svg onload='1'>"),
    "half a jpeg": ("broken", lambda: half("JPEG")),
    "half a png": ("broken", lambda: half("PNG")),
    "half a webp": ("broken", lambda: half("WEBP")),
    "png with broken data": ("broken", lambda: noise("PNG").replace(b"IDAT", b"IDAT\0\0\0\0", 1)),
    "over 12 MB": ("large", lambda: content(plain(), "JPEG") + b"\0" * MOST),
    "144 million pixels": ("pixels", lambda: bomb(12_000, 12_000)),
    "just above 40 million": ("pixels", lambda: bomb(8001, 5000)),
    "just above 80 million": ("pixels", lambda: bomb(8001, 10_000)),
    "4 billion pixels": ("pixels", lambda: bomb(65_535, 65_535)),
    "99 wide": ("small", lambda: content(plain((99, 200)), "PNG")),
    "99 high": ("small", lambda: content(plain((200, 99)), "PNG")),
    "too narrow once it is made smaller": ("small", lambda: content(plain((100, 6000)), "PNG")),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_not_a_good_picture_is_refused_with_a_sentence_and_leaves_no_file(folder, case):
    code, data = BAD[case]
    with pytest.raises(ValidationError) as refusal:
        picture_files.store(sent(data()))
    assert (refusal.value.code, refusal.value.messages) == (code, [SENTENCES[code]])
    assert files(folder) == []


def test_exactly_12_mb_and_100_pixels_are_welcome():
    data = content(plain((100, 100)), "JPEG")
    picture = picture_files.store(sent(data + b"\0" * (MOST - len(data))))
    assert (picture.width, picture.height, picture.widths) == (100, 100, [100])


def test_what_name_and_type_a_browser_gives_counts_for_nothing():
    data = content(plain(), "PNG")
    assert picture_files.store(sent(data, "../../photo.svg", "text/html")).width == 120


def test_a_header_that_promises_too_much_is_refused_before_anything_is_unpacked(monkeypatch):
    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", lambda _self: pytest.fail("unpacked"))
    with pytest.raises(ValidationError):
        picture_files.store(sent(bomb(8001, 5000)))


@pytest.mark.parametrize("height", [5000, 10_000])
def test_a_bomb_is_refused_where_warnings_are_silenced_too(folder, height):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(ValidationError) as refusal:
            picture_files.store(sent(bomb(8001, height)))
    assert (refusal.value.code, files(folder)) == ("pixels", [])


# When writing fails


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_when_a_file_cannot_be_written_none_is_left(folder, monkeypatch, number):
    save, calls = default_storage.save, []

    def full(name: str, file) -> str:
        calls.append(name)
        if len(calls) == number:
            save(name, file)  # in part, on a full disk
            raise OSError("No space left on device")
        return save(name, file)

    monkeypatch.setattr(default_storage._wrapped, "save", full)
    with pytest.raises(OSError, match="No space left"):
        stored(plain((600, 100)))
    assert len(calls) == number
    assert files(folder) == []


def test_a_failing_encoder_leaves_no_file(folder, monkeypatch):
    monkeypatch.setitem(picture_files.RENDITIONS, "webp", {"quality": "high"})
    with pytest.raises(ValueError, match="high"):
        stored(plain())
    assert files(folder) == []


# Deleting


def test_deleting_removes_the_files_of_this_picture_only_and_may_be_repeated(folder):
    kept, gone = stored(plain((600, 100))), stored(plain((600, 100)))
    picture_files.delete(gone.name, gone.widths)
    assert files(folder) == sorted(all_files(kept))
    picture_files.delete(gone.name, gone.widths)
    assert files(folder) == sorted(all_files(kept))
