"""A user's own images: one picture, a folder of them or a ZIP, with limits against hostile files."""

from __future__ import annotations

import contextlib
import hashlib
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
from explorer.data.loader import cache_folder
from explorer.errors import DataError, ImageError

ENDINGS = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm")
MAX_PIXELS = 100_000_000
MAX_FILE = 200_000_000  # bytes of one packed or unpacked image file
MAX_UNPACKED = 4_000_000_000  # bytes of a whole ZIP
MAX_IMAGES = 200_000
MIN_IMAGES = 10
SIDE = 64
SIDES = (8, 256)
BIG = 1 << 30  # bytes of decoded images: more are kept in a file of the cache folder and memory-mapped


def decode_image(blob: bytes, file: str | Path) -> Image.Image:
    """Decode a picture of any mode and depth to an upright `L` or `RGB` image of 8 bits.

    EXIF orientation is applied, transparency is laid on white, the first frame of an animation is taken,
    16-bit and float greys are scaled. `ImageError` names the file where it cannot be done.
    """
    with opened(blob, file) as image:
        return _plain(ImageOps.exif_transpose(image))


@contextlib.contextmanager
def opened(blob: bytes, file: str | Path) -> Iterator[Image.Image]:
    """A picture as it lies in its file, within the limits; what goes wrong inside is an `ImageError` that names it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's warnings on odd tags; its limit is checked below
            image = Image.open(io.BytesIO(blob))
            if image.width * image.height > MAX_PIXELS:
                raise ImageError(
                    f"has {image.width}x{image.height} pixels; the limit is {MAX_PIXELS // 10**6} million",
                    file,
                )
            yield image
    except UnidentifiedImageError as error:
        raise ImageError("is not an image that can be read", file) from error
    except Image.DecompressionBombError as error:
        raise ImageError(f"has more than {MAX_PIXELS // 10**6} million pixels", file) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, RuntimeError) as error:
        raise ImageError(f"is broken: {error}", file) from error


def read_image(path: str | Path) -> Image.Image:
    """Read and decode one image file; see `decode_image`."""
    return decode_image(read_bytes(path), path)


def read_bytes(path: str | Path) -> bytes:
    """A file's bytes; `ImageError` where it cannot be read or is too large."""
    try:
        if os.path.getsize(path) > MAX_FILE:
            raise ImageError(f"is larger than {MAX_FILE // 10**6} MB", path)
        return Path(path).read_bytes()
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
    if not SIDES[0] <= side <= SIDES[1]:
        raise DataError(f"image_size goes from {SIDES[0]} to {SIDES[1]} pixels, not {side}", path)
    whole = _load(path, side, path.stat().st_mtime_ns)
    test = _test_size(len(whole))
    part = whole.pick(slice(test) if split == "test" else slice(test, None))
    return ImageSet(part.images, part.name, split, part.labels, part.label_names)


def _test_size(n: int) -> int:
    return max(1, n // 10)


def _places(n: int) -> npt.NDArray[np.int64]:
    """Where image i is put: a tenth drawn at random comes first, for testing, then the others, both in order."""
    order, test = np.random.default_rng(0).permutation(n), _test_size(n)
    places = np.empty(n, np.int64)
    places[np.concatenate([np.sort(order[:test]), np.sort(order[test:])])] = np.arange(n)
    return places


@lru_cache(maxsize=2)
def _load(path: Path, side: int, changed: int) -> ImageSet:
    """The test images, then those to learn from."""
    names = _zip_names(path) if path.is_file() else _folder_names(path)
    if len(names) > MAX_IMAGES:
        raise DataError(f"holds more than {MAX_IMAGES:,} images", path)
    if len(names) < MIN_IMAGES:
        found = f"{len(names)} image{'s' * (len(names) != 1)}"
        raise DataError(f"holds {found}; at least {MIN_IMAGES} are needed to learn from", path)
    shape = (len(names), 3, side, side)
    if np.prod(shape) > BIG:
        key = hashlib.sha256(f"{path.resolve()} {changed} {shape}".encode()).hexdigest()[:16]
        images = _mapped(path, names, side, cache_folder() / "decoded" / f"{key}.npy", shape)
    else:
        images = np.empty(shape, np.uint8)
        images = images if _decode(path, names, side, images) else images[:, :1].copy()
    folders = [PurePosixPath(name).parts[0] if "/" in name else "" for name in names]
    known = tuple(sorted(set(folders)))
    if len(known) == 1:
        return ImageSet(images, path.stem, "all")
    labels = np.empty(len(names), np.int64)
    labels[_places(len(names))] = [known.index(f) for f in folders]
    return ImageSet(images, path.stem, "all", labels, known)


def _decode(path: Path, names: list[str], side: int, images: npt.NDArray[np.uint8]) -> bool:
    """Decode every image into its place; return whether any is in colour."""
    places = _places(len(names))
    colour = False
    files = zip_files(path) if path.is_file() else ((name, read_bytes(path / name)) for name in names)
    for (name, blob), place in zip(files, places, strict=True):
        image = decode_image(blob, f"{path.name}/{name}")
        colour |= image.mode == "RGB"
        images[place] = to_array(image, (3, side, side))
    return colour


def _mapped(
    path: Path, names: list[str], side: int, file: Path, shape: tuple[int, int, int, int]
) -> npt.NDArray[np.uint8]:
    """The images decoded once into `file` (its name says whether they are grey), and mapped from there."""
    kept = {colour: file.with_stem(f"{file.stem}-{word}") for colour, word in ((True, "colour"), (False, "grey"))}
    if not any(path.exists() for path in kept.values()):
        part = file.with_suffix(f".{os.getpid()}.part")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            written = np.lib.format.open_memmap(part, "w+", np.uint8, shape)
            colour = _decode(path, names, side, written)
            written.flush()
            part.replace(kept[colour])
        except OSError as error:
            raise DataError(f"cannot be kept decoded, {np.prod(shape) / 1e9:.1f} GB: {error}", file.parent) from error
        finally:
            part.unlink(missing_ok=True)
    colour = kept[True].exists()
    images = np.load(kept[colour], mmap_mode="c", allow_pickle=False)
    return np.asanyarray(images if colour else images[:, :1])


def _folder_names(path: Path) -> list[str]:
    names = (file.relative_to(path).as_posix() for file in sorted(path.rglob("*")) if file.is_file())
    return [name for name in names if _wanted(name)]


@contextlib.contextmanager
def _opened_zip(path: Path, blob: bytes | None = None) -> Iterator[zipfile.ZipFile]:
    """The ZIP at `path`, or the `blob` that came by that name; every member checked."""
    try:
        with zipfile.ZipFile(path if blob is None else io.BytesIO(blob)) as archive:
            _check_zip(path, [m for m in archive.infolist() if not m.filename.endswith("/")])
            yield archive
    # zipfile says NotImplementedError of packing that it does not know, RuntimeError of a password.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise DataError(f"is not a ZIP that can be read: {error}", path) from error


def _zip_names(path: Path) -> list[str]:
    with _opened_zip(path) as archive:
        return sorted(m.filename for m in archive.infolist() if _wanted(m.filename))


def zip_files(path: Path, blob: bytes | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the images of a ZIP, in memory; nothing is ever unpacked to disk.

    Of the file at `path`, or of the `blob` that came by that name. Raises `DataError` for what will not do.
    """
    with _opened_zip(path, blob) as archive:
        for member in sorted(archive.infolist(), key=lambda m: m.filename):
            if not _wanted(member.filename):
                continue
            with archive.open(member) as file:
                blob = file.read(MAX_FILE + 1)  # the directory may lie about a size
            if len(blob) > MAX_FILE:
                raise DataError(f"{member.filename} unpacks to over {MAX_FILE // 10**6} MB", path)
            yield member.filename, blob


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
