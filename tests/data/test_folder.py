from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, features

from explorer.data import folder, load
from explorer.errors import DataError, ImageError


def blob(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def picture(mode: str = "RGB", size: tuple[int, int] = (20, 12), seed: int = 0) -> Image.Image:
    pixels = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    return Image.fromarray(pixels).convert(mode)


@pytest.mark.parametrize(
    ("mode", "kind", "expected"),
    [
        ("1", "PNG", "L"), ("L", "PNG", "L"), ("P", "PNG", "RGB"), ("RGB", "JPEG", "RGB"), ("RGBA", "PNG", "RGB"),
        ("LA", "PNG", "L"), ("CMYK", "TIFF", "RGB"), ("YCbCr", "JPEG", "RGB"), ("F", "TIFF", "L"),
        ("RGB", "WEBP", "RGB"),
    ],
)  # fmt: skip
def test_every_mode_becomes_grey_or_colour(mode: str, kind: str, expected: str) -> None:
    image = folder.decode_image(blob(picture(mode), kind), "x")
    assert image.mode == expected
    assert image.size == (20, 12)


def test_sixteen_bits_are_scaled_and_not_cut() -> None:
    deep = Image.fromarray(np.array([[0, 32768, 65535]], np.uint16))
    assert np.asarray(folder.decode_image(blob(deep), "x")).tolist() == [[0, 128, 255]]


def test_transparency_is_laid_on_white() -> None:
    clear = Image.new("RGBA", (2, 2), (10, 20, 30, 0))
    assert folder.decode_image(blob(clear), "x").getpixel((0, 0)) == (255, 255, 255)


def test_a_photo_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn
    assert folder.decode_image(blob(picture(size=(20, 12)), "JPEG", exif=exif), "x").size == (12, 20)


def test_the_first_frame_of_an_animation_is_taken() -> None:
    frames = [Image.new("L", (4, 4), v) for v in (200, 0)]
    gif = blob(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert folder.decode_image(gif, "x").convert("L").getpixel((0, 0)) == 200


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not an image"), (b"only words", "not an image"), (blob(picture())[:150], "is broken"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "is"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_one_sentence_with_the_file(data: bytes, words: str) -> None:
    with pytest.raises(ImageError, match=words) as caught:
        folder.decode_image(data, "mine.png")
    assert str(caught.value).startswith("mine.png: ")
    assert "\n" not in str(caught.value)


def test_pictures_beyond_the_limit_are_refused_before_they_are_decoded() -> None:
    huge = blob(Image.new("1", (20_000, 10_000)))
    with pytest.raises(ImageError, match="million"):
        folder.decode_image(huge, "huge.png")


@pytest.mark.skipif(not features.check("avif"), reason="this Pillow reads no AVIF")
def test_a_broken_avif_is_one_sentence_too() -> None:
    whole = blob(picture(), "AVIF")
    start = whole.index(b"mdat") + len("mdat")
    with pytest.raises(ImageError, match=r"x\.avif: is"):
        folder.decode_image(whole[:start] + b"\xff" * 8 + whole[start + 8 :], "x.avif")


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1)])
def test_odd_shapes_fit_the_model(size: tuple[int, int]) -> None:
    assert folder.to_array(picture(size=size), (3, 28, 28)).shape == (3, 28, 28)
    assert folder.to_array(picture(size=size), (1, 32, 32)).shape == (1, 32, 32)


def fill(path: Path, n: int = 20, mode: str = "RGB", groups: tuple[str, ...] = ("",)) -> Path:
    for i in range(n):
        place = path / groups[i % len(groups)]
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{i:02}.png").write_bytes(blob(picture(mode, seed=i)))
    (path / ".hidden.png").write_bytes(b"not looked at")
    (path / "readme.txt").write_text("nor this")
    return path


def test_a_folder_is_split_once_and_for_all(tmp_path: Path) -> None:
    path = fill(tmp_path / "mine", 30)
    train, test = load(path, "train", 32), load(path, "test", 32)
    assert train.images.shape == (27, 3, 32, 32)
    assert test.images.shape == (3, 3, 32, 32)
    assert train.name == "mine"
    assert train.labels is None
    rows = {p.tobytes() for p in np.concatenate([train.images, test.images])}
    assert len(rows) == 30
    np.testing.assert_array_equal(load(path, "test", 32).images, test.images)


def test_grey_stays_grey_and_sub_folders_are_labels(tmp_path: Path) -> None:
    found = load(fill(tmp_path / "a", mode="L", groups=("cats", "dogs")), "train")
    assert found.images.shape[1:] == (1, 64, 64)
    assert found.label_names == ("cats", "dogs")
    assert set(found.labels.tolist()) == {0, 1}  # type: ignore[union-attr]


def test_too_few_or_broken_pictures_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds 9 images; at least 10"):
        load(fill(tmp_path / "few", 9), "train")
    with pytest.raises(DataError, match="no such"):
        load(tmp_path / "gone" / "away", "train")
    path = fill(tmp_path / "broken")
    (path / "13.png").write_bytes(b"words")
    with pytest.raises(ImageError, match=r"broken/13.png: is not an image"):
        load(path, "train")
    with pytest.raises(DataError, match="from 8 to 256"):
        load(path, "train", 4000)


def archive(path: Path, members: dict[str, bytes] | None = None, n: int = 12) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for i in range(n):
            file.writestr(f"in/{i}.png", blob(picture(seed=i)))
        for name, content in (members or {}).items():
            file.writestr(name, content)
    return path


def test_a_zip_is_read_in_memory(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"__MACOSX/._0.png": b"x", "notes.txt": b"x"})
    assert len(load(path, "train", 28)) == 11
    assert [p.name for p in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.parametrize("name", ["../evil.png", "/evil.png", "a/../../evil.png", "..\\evil.png", "C:/evil.png"])
def test_a_zip_that_climbs_out_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match="climbs out of its folder"):
        load(archive(tmp_path / "a.zip", {name: blob(picture())}), "train")
    assert [p.name for p in tmp_path.iterdir()] == ["a.zip"]


def test_a_zip_with_a_link_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip")
    link = zipfile.ZipInfo("link.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as file:
        file.writestr(link, "target")
    with pytest.raises(DataError, match="holds a link"):
        load(path, "train")


def test_a_zip_that_unpacks_to_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"big.png": b"\0" * (folder.MAX_FILE + 1)})
    assert path.stat().st_size < 1_000_000
    with pytest.raises(DataError, match=r"unpacks to 0\.2 GB"):
        load(path, "train")


def test_a_zip_whose_directory_lies_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_check_zip", lambda path, members: None)
    monkeypatch.setattr(folder, "MAX_FILE", 500)
    with pytest.raises(DataError, match="unpacks to over"):
        load(archive(tmp_path / "a.zip"), "train")


def test_a_zip_with_a_broken_stream_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"z.bmp": blob(picture(), "BMP")})
    broken = bytearray(path.read_bytes())
    start = broken.index(b"z.bmp") + len("z.bmp")
    broken[start : start + 8] = b"\xff" * 8  # no block of deflate begins so
    path.write_bytes(broken)
    with pytest.raises(DataError, match=r"a\.zip: is not a ZIP that can be read"):
        load(path, "train")


@pytest.mark.parametrize("name", ["", "."])
def test_a_member_without_a_name_is_passed_over(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / "a.zip")
    nameless = zipfile.ZipInfo("x")
    nameless.filename = name
    with zipfile.ZipFile(path, "a") as file:
        file.writestr(nameless, b"x")
    assert len(load(path, "train")) == 11


def test_zips_that_cannot_be_used_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds 0 images"):
        load(archive(tmp_path / "empty.zip", n=0), "train")
    (tmp_path / "words.zip").write_text("words")
    with pytest.raises(DataError, match="not a ZIP"):
        load(tmp_path / "words.zip", "train")
    whole = archive(tmp_path / "cut.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match="not a ZIP"):
        load(tmp_path / "cut.zip", "train")
    locked = bytearray(archive(tmp_path / "locked.zip").read_bytes())
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    with pytest.raises(DataError, match="is encrypted"):
        load(tmp_path / "locked.zip", "train")
