"""Photos from files and back: whatever students bring, nothing lost that the kind of file can hold."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
import skimage.data
from PIL import Image, ImageCms, ImageOps

from explorer.data import photo
from explorer.data.photo import Photo
from explorer.errors import ImageError, InputError

ASTRONAUT = skimage.data.astronaut()[:40, 100:164]
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def deep(channels: int) -> np.ndarray:
    """Sixteen bits whose lower eight are not the upper ones."""
    rng = np.random.default_rng(0)
    return (ASTRONAUT[..., :1].astype(np.uint16) * 257 + rng.integers(0, 200, (40, 64, channels), dtype=np.uint16)) // 2


@pytest.mark.parametrize("ending", ["png", "tif", "bmp", "webp", "jpg"])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_photo_goes_into_a_file_and_comes_back(mode: str, ending: str) -> None:
    given = photo.decode(photo.encode(Photo(np.atleast_3d(np.asarray(Image.fromarray(ASTRONAUT).convert(mode))))), "a")
    back = photo.decode(photo.encode(given, f"a.{ending}"), "a")
    assert back.size == (64, 40)
    lossy = ending in ("webp", "jpg")
    if not (ending == "webp" and mode == "L"):  # WebP has no grey
        assert back.mode == mode
        assert np.abs(back.pixels.astype(int) - given.pixels).mean() <= (4 if lossy else 0)


@pytest.mark.parametrize("ending", ["png", "tif"])
@pytest.mark.parametrize("alpha", [False, True])
@pytest.mark.parametrize("channels", [1, 3])
def test_sixteen_bits_stay_sixteen_bits(channels: int, alpha: bool, ending: str) -> None:
    given = Photo(deep(channels), deep(1)[..., 0] if alpha else None, profile=PROFILE)
    back = photo.decode(photo.encode(given, f"a.{ending}"), "a")
    assert back.mode == {"LA;16": "RGBA;16"}.get(given.mode, given.mode)
    assert np.array_equal(back.pixels, np.broadcast_to(given.pixels, back.pixels.shape))
    assert back.profile == PROFILE
    if alpha:
        assert np.array_equal(back.alpha, given.alpha)


def test_what_we_write_other_programs_read() -> None:
    image = Image.open(io.BytesIO(photo.encode(Photo(deep(3), profile=PROFILE))))
    assert (image.mode, image.info["icc_profile"]) == ("RGB", PROFILE)
    assert np.array_equal(np.asarray(image), deep(3) >> 8)


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_upright_and_says_so(orientation: int, depth: int) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "A camera"
    out = io.BytesIO()
    Image.fromarray(ASTRONAUT).save(out, "PNG", exif=exif)
    expected = np.asarray(ImageOps.exif_transpose(Image.open(out)))
    blob = out.getvalue()
    if depth == 16:
        blob = photo.encode(Photo(ASTRONAUT.astype(np.uint16) * 257, exif=exif.tobytes()), "a.png")
        expected = expected.astype(np.uint16) * 257
    found = photo.decode(blob, "a.png")
    assert np.array_equal(found.pixels, expected)
    again = Image.open(io.BytesIO(photo.encode(found))).getexif()
    assert again.get(0x0112, 1) == 1
    assert again[0x010F] == "A camera"


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


PICTURE = Image.fromarray(ASTRONAUT)


@pytest.mark.parametrize(
    ("blob", "mode"),
    [
        (saved(PICTURE.convert("CMYK"), "JPEG", icc_profile=PROFILE), "RGB"),
        (saved(PICTURE.convert("P"), "PNG"), "RGB"),
        (saved(PICTURE.convert("P"), "GIF"), "RGB"),
        (saved(PICTURE.convert("1"), "PNG"), "L"),
        (saved(PICTURE.convert("LA"), "PNG"), "LA"),
        (saved(PICTURE.convert("RGBA"), "PNG"), "RGBA"),
        (saved(PICTURE.convert("I"), "TIFF"), "L;16"),
        (saved(PICTURE.convert("F"), "TIFF"), "L;16"),
        (saved(PICTURE, "GIF", save_all=True, append_images=[PICTURE.rotate(90)]), "RGB"),
        (saved(Image.new("RGB", (1, 1), "red"), "PNG"), "RGB"),
        (saved(Image.new("L", (1, 20_000)), "PNG"), "L"),
    ],
)
def test_every_mode_becomes_one_of_ours_and_can_be_written(blob: bytes, mode: str) -> None:
    found = photo.decode(blob, "a")
    assert found.mode == mode
    assert (found.profile is None) or mode != "RGB"  # a profile for ink does not fit red, green and blue
    assert photo.decode(photo.encode(found), "a").size == found.size


WHOLE = saved(PICTURE, "PNG")


@pytest.mark.parametrize(
    ("blob", "words"),
    [
        (b"This is a letter, not a picture.", "is not an image that can be read"),
        (b"", "is not an image that can be read"),
        (WHOLE[: len(WHOLE) // 2], "is broken"),
        (WHOLE[:100] + bytes(100) + WHOLE[200:], "is broken"),
        (saved(Image.new("1", (10_001, 10_000)), "PNG"), "limit is 100 million"),
    ],
)
def test_what_is_no_photo_is_one_sentence_with_its_file(blob: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "holiday.png").write_bytes(blob)
    with pytest.raises(ImageError, match=words) as caught:
        photo.read(tmp_path / "holiday.png")
    assert str(caught.value).startswith(str(tmp_path / "holiday.png"))
    assert "\n" not in str(caught.value)


def test_a_kind_that_cannot_hold_it_is_said_before_anything_is_written() -> None:
    with pytest.raises(InputError, match="is no kind of picture"):
        photo.encode(Photo(ASTRONAUT), "a.docx")
    with pytest.raises(InputError, match="65535 pixels to a side, not 70000"):
        photo.encode(Photo(np.zeros((70_000, 1, 1), np.uint8)), "a.jpg")


def test_transparency_is_laid_on_white_where_the_kind_has_none() -> None:
    clear = Photo(ASTRONAUT, np.zeros(ASTRONAUT.shape[:2], np.uint8))
    assert photo.decode(photo.encode(clear, "a.jpg"), "a").pixels.min() > 250


def test_a_mask_must_be_of_the_photos_size(tmp_path: Path) -> None:
    Image.new("L", (5, 7), 200).save(tmp_path / "mask.png")
    assert photo.hole(tmp_path / "mask.png", (5, 7)).all()
    with pytest.raises(ImageError, match="the mask is 5x7, the picture 6x7"):
        photo.hole(tmp_path / "mask.png", (6, 7))


@pytest.mark.parametrize(("name", "kept"), [("a.JPG", "a.JPG"), ("b.tif", "b.tif"), ("photo", "photo.png"),
                                            ("walk.heic", "walk.png")])  # fmt: skip
def test_a_name_stays_where_a_picture_can_be_written_under_it(name: str, kept: str) -> None:
    assert photo.name_for(name) == kept


def test_a_phone_s_jpeg_of_several_pictures_stays_a_jpeg() -> None:
    image, out = Image.new("RGB", (30, 20), "red"), io.BytesIO()
    image.save(out, "MPO", save_all=True, append_images=[image])
    given = photo.decode(out.getvalue(), "phone.jpg")
    with Image.open(io.BytesIO(photo.encode(given, photo.name_for("phone.jpg")))) as written:
        assert (written.format, written.size) == ("JPEG", (30, 20))
