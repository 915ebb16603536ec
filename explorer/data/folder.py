"""A user's own images: one picture, a folder of them or a ZIP, with limits against hostile files."""

from __future__ import annotations

import io
import os
import stat
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, UnidentifiedImageError

from explorer.data.imageset import ImageSet
from explorer.errors import DataError, ImageError

ENDINGS = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm")
MAX_PIXELS = 100_000_000
MAX_FILE = 200_000_000  # bytes of one packed or unpacked image file
MAX_UNPACKED = 4_000_000_000  # bytes of a whole ZIP
MAX_IMAGES = 200_000
MIN_IMAGES = 10
SIDE = 64


def decode_image(blob: bytes, file: str | Path) -> Image.Image:
    """Decode a picture of any mode and depth to an upright `L` or `RGB` image of 8 bits.

    EXIF orientation is applied, transparency is laid on white, the first frame of an animation is taken,
    16-bit and float greys are scaled. `ImageError` names the file where it cannot be done.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's warnings on odd tags; its limit is checked below
            image = Image.open(io.BytesIO(blob))
            if image.width * image.height > MAX_PIXELS:
                raise ImageError(
                    f"has {image.width}x{image.height} pixels; the limit is {MAX_PIXELS // 10**6} million",
                    file,
                )
            image.load()
            return _plain(ImageOps.exif_transpose(image))
    except UnidentifiedImageError as error:
        raise ImageError("is not an image that can be read", file) from error
    except Image.DecompressionBombError as error:
        raise ImageError(f"has more than {MAX_PIXELS // 10**6} million pixels", file) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, RuntimeError) as error:
        raise ImageError(f"is broken: {error}", file) from error


def read_image(path: str | Path) -> Image.Image:
    """Read and decode one image file; see `decode_image`."""
    try:
        if os.path.getsize(path) > MAX_FILE:
            raise ImageError(f"is larger than {MAX_FILE // 10**6} MB", path)
        return decode_image(Path(path).read_bytes(), path)
    except OSError as error:
        raise ImageError(f"cannot be read: {error.strerror}", path) from error


def to_array(image: Image.Image, shape: tuple[int, int, int]) -> npt.NDArray[np.uint8]:
    """Cut the middle square (or the shape's ratio) out of an image and bring it to (C, H, W)."""
    channels, height, width = shape
    fitted = ImageOps.fit(image.convert("L" if channels == 1 else "RGB"), (width, height), Image.Resampling.LANCZOS)
    array = np.asarray(fitted)
    return array[None].copy() if channels == 1 else np.ascontiguousarray(array.transpose(2, 0, 1))


def load(path: str | Path, split: str, image_size: int | None = None) -> ImageSet:
    """Load a folder or ZIP: pictures cut square to `image_size`, sub-folders as labels, a tenth for testing.

    Raises `DataError` for an archive or folder that will not do, `ImageError` for the first broken one.
    """
    path = Path(path)
    if not path.exists():
        raise DataError("there is no such folder, ZIP or dataset", path)
    side = SIDE if image_size is None else image_size
    if not 8 <= side <= 256:
        raise DataError(f"image_size goes from 8 to 256 pixels, not {side}", path)
    whole = _load(path, side, path.stat().st_mtime_ns)
    order = np.random.default_rng(0).permutation(len(whole))
    test = max(1, len(whole) // 10)
    part = whole.pick(np.sort(order[:test] if split == "test" else order[test:]))
    return ImageSet(part.images, part.name, split, part.labels, part.label_names)


@lru_cache(maxsize=2)
def _load(path: Path, side: int, changed: int) -> ImageSet:
    files = _zip_files(path) if path.is_file() else _folder_files(path)
    pictures, folders = [], []
    colour = False
    for name, blob in files:
        image = decode_image(blob, f"{path.name}/{name}")
        colour |= image.mode == "RGB"
        pictures.append(to_array(image, (3, side, side)))
        folders.append(PurePosixPath(name).parts[0] if "/" in name else "")
        if len(pictures) > MAX_IMAGES:
            raise DataError(f"holds more than {MAX_IMAGES:,} images", path)
    if len(pictures) < MIN_IMAGES:
        found = f"{len(pictures)} image{'s' * (len(pictures) != 1)}"
        raise DataError(f"holds {found}; at least {MIN_IMAGES} are needed to learn from", path)
    images = np.stack(pictures)
    names = tuple(sorted(set(folders)))
    labels = np.array([names.index(f) for f in folders], np.int64) if len(names) > 1 else None
    return ImageSet(
        images if colour else images[:, :1].copy(),
        path.stem,
        "all",
        labels,
        names if labels is not None else (),
    )


def _folder_files(path: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(path.rglob("*")):
        name = file.relative_to(path).as_posix()
        if not _wanted(name) or not file.is_file():
            continue
        if file.stat().st_size > MAX_FILE:
            raise ImageError(f"is larger than {MAX_FILE // 10**6} MB", file)
        yield name, file.read_bytes()


def _zip_files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the images of a ZIP in memory; nothing is ever unpacked to disk."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.filename.endswith("/")]
            _check_zip(path, members)
            for member in sorted(members, key=lambda m: m.filename):
                if _wanted(member.filename):
                    with archive.open(member) as file:
                        blob = file.read(MAX_FILE + 1)  # the directory may lie about a size
                    if len(blob) > MAX_FILE:
                        raise DataError(f"{member.filename} unpacks to over {MAX_FILE // 10**6} MB", path)
                    yield member.filename, blob
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise DataError(f"is not a ZIP that can be read: {error}", path) from error


def _check_zip(path: Path, members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        parts = PurePosixPath(member.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or ":" in "".join(parts.parts[:1]):
            raise DataError(f"has a member that climbs out of its folder: {member.filename}", path)
        if stat.S_ISLNK(member.external_attr >> 16):
            raise DataError(f"holds a link: {member.filename}", path)
        if member.flag_bits & 1:
            raise DataError("is encrypted", path)
    unpacked = sum(m.file_size for m in members)
    if unpacked > MAX_UNPACKED or any(m.file_size > MAX_FILE for m in members):
        raise DataError(
            f"unpacks to {unpacked / 1e9:.1f} GB; the limits are {MAX_UNPACKED // 10**9} GB, "
            f"and {MAX_FILE // 10**6} MB for one image",
            path,
        )


def _wanted(name: str) -> bool:
    parts = PurePosixPath(name).parts
    hidden = any(p.startswith(".") or p == "__MACOSX" for p in parts)
    return not hidden and name.lower().endswith(ENDINGS)


def _plain(image: Image.Image) -> Image.Image:
    if min(image.size) < 1:
        raise ValueError("it has no pixels")
    if image.mode in ("I", "F") or image.mode.startswith("I;"):
        values = np.asarray(image, np.float64)
        top = 65535.0 if image.mode != "F" else max(1.0, float(values.max(initial=0)))
        return Image.fromarray(np.round(np.clip(values / top, 0, 1) * 255).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        see_through = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        flat = Image.alpha_composite(white, see_through)
        return flat.convert("L" if image.mode in ("LA", "La", "L", "1") else "RGB")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")
