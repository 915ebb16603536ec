"""One photo as its file has it, 8 or 16 bits, and back into a file of the same kind: size, alpha and profile kept."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from explorer.data.folder import opened, read_bytes
from explorer.errors import ImageError, InputError

Pixels = npt.NDArray[Any]  # uint8 or uint16

ORIENTATION = 0x0112
TOLD = {0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x8298}  # description, camera, software, date, artist, rights
IFDS = (0x8769, 0x8825)  # how it was taken, and where
OTHER_ENDIAN = {"B": "L", "L": "B", "N": "B"}  # of 16-bit values; N is this machine's order, as a rule L
DEEP_FORMATS = ("PNG", "TIFF")  # hold 16 bits a value
CLEAR_FORMATS = ("PNG", "TIFF", "WEBP")  # hold transparency
LIMIT = {"JPEG": 65_535, "WEBP": 16_383}  # pixels to a side
JPEG = {"quality": 95, "subsampling": 0}


@dataclass(frozen=True)
class Photo:
    """`pixels` (H, W, 1 or 3) and `alpha` (H, W) or None, both uint8 or both uint16, upright; the file's `format`."""

    pixels: Pixels
    alpha: Pixels | None = None
    format: str = "PNG"
    profile: bytes | None = None
    exif: bytes | None = None

    @property
    def top(self) -> int:
        """The value of white: 255 or 65535."""
        return int(np.iinfo(self.pixels.dtype).max)

    @property
    def mode(self) -> str:
        """L, LA, RGB or RGBA, and ;16 where it has 16 bits."""
        letters = "L" if self.pixels.shape[2] == 1 else "RGB"
        return letters + ("A" if self.alpha is not None else "") + (";16" if self.top > 255 else "")

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, as Pillow counts."""
        return self.pixels.shape[1], self.pixels.shape[0]

    def of(self, pixels: Pixels) -> Photo:
        """The same photo with other pixels."""
        return replace(self, pixels=pixels)

    def seen_as(self, image: Image.Image) -> Photo:
        """The same photo with the pixels of a picture of its size, at its own depth."""
        pixels = np.asarray(image).reshape(self.pixels.shape).astype(self.pixels.dtype)
        return self.of(pixels * np.array(self.top // 255, pixels.dtype))

    def image(self) -> Image.Image:
        """A picture of 8 bits, grey or RGB, without alpha: to look at."""
        pixels = _bytes(self.pixels)
        return Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels)


def read(path: str | Path) -> Photo:
    """Read and decode one photo; see `decode`."""
    return decode(read_bytes(path), path)


def decode(blob: bytes, file: str | Path) -> Photo:
    """Decode a photo of any mode; EXIF orientation is applied, of an animation the first frame is taken.

    Palettes and CMYK become RGB, one bit becomes grey, 32-bit greys become 16. Raises `ImageError` as
    `folder.decode_image` does.
    """
    with opened(blob, file) as image:
        deep = _deep(blob, image)
        orientation = image.getexif().get(ORIENTATION, 1)
        kind = image.format or "PNG"
        if image.mode == "CMYK":
            image.info.pop("icc_profile", None)  # speaks of ink
        upright = ImageOps.exif_transpose(image) if orientation != 1 else image
        profile, exif = upright.info.get("icc_profile"), _words(upright)
        pixels = _turned(deep, orientation) if deep is not None else _array(upright)
        clear = pixels.shape[2] in (2, 4)
        alpha = np.ascontiguousarray(pixels[..., -1]) if clear else None
        return Photo(pixels[..., :-1] if clear else pixels, alpha, kind, profile, exif)


def encode(photo: Photo, name: str | Path | None = None) -> bytes:
    """The bytes of a file of the kind that `name` ends with, or of the photo's own.

    What a kind cannot hold is left out: 16 bits are rounded to 8, transparency is laid on white. Raises `InputError`
    for an ending that no kind has, or a photo that is too large for its kind.
    """
    kind = photo.format if name is None else kind_of(name)
    if max(photo.size) > LIMIT.get(kind, 1 << 30):
        raise InputError(f"a {kind} holds {LIMIT[kind]} pixels to a side, not {max(photo.size)}", name)
    if photo.top > 255 and kind not in DEEP_FORMATS:
        photo = replace(photo, pixels=_bytes(photo.pixels), alpha=None if photo.alpha is None else _bytes(photo.alpha))
    if photo.alpha is not None and kind not in CLEAR_FORMATS:
        photo = replace(photo, pixels=_on_white(photo), alpha=None)
    if photo.top > 255 and photo.mode != "L;16":
        return _png16(_stack(photo), photo) if kind == "PNG" else _tiff16(_stack(photo), photo)
    stack = photo.pixels if photo.alpha is None else np.dstack([photo.pixels, photo.alpha])
    out = io.BytesIO()
    found: dict[str, Any] = {"icc_profile": photo.profile, "exif": photo.exif}
    options = {key: value for key, value in found.items() if value} | (JPEG if kind == "JPEG" else {})
    try:
        Image.fromarray(stack[..., 0] if stack.shape[2] == 1 else stack).save(out, kind, **options)
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"cannot be written as {kind}: {error}", name) from error
    return out.getvalue()


def _words(image: Image.Image) -> bytes | None:
    """The EXIF of an upright picture, without what says how its pixels lie in the file, as a TIFF's does."""
    found, kept = image.getexif(), Image.Exif()
    for tag in set(found) & TOLD:
        kept[tag] = found[tag]
    for ifd in IFDS:
        if inner := found.get_ifd(ifd):
            kept.get_ifd(ifd).update(inner)
    return kept.tobytes() if dict(kept) or any(kept.get_ifd(ifd) for ifd in IFDS) else None


def _array(image: Image.Image) -> Pixels:
    """(H, W, 1 to 4) of an image in any mode."""
    if image.mode in ("I", "F") or image.mode.startswith("I;"):
        values = np.asarray(image)
        if values.dtype == np.uint16:
            return np.asarray(values[..., None])
        top = 65535.0 if image.mode != "F" else max(1.0, float(np.nanmax(values, initial=0)))
        scaled = np.clip(np.nan_to_num(values) / top, 0, 1) * 65535
        return np.asarray(np.round(scaled).astype(np.uint16)[..., None])
    clear = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    grey = image.mode in ("1", "L", "LA", "La")
    wanted = ("LA" if grey else "RGBA") if clear else ("L" if grey else "RGB")
    found = np.array(image if image.mode == wanted else image.convert(wanted))
    return np.atleast_3d(found)


def _deep(blob: bytes, image: Image.Image) -> Pixels | None:
    """The 16 bits of a colour file, of which Pillow gives the upper 8: read in the other byte order, the lower 8."""
    tiles = list(getattr(image, "tile", []))
    orders = {t.args if isinstance(t.args, str) else t.args[0] for t in tiles if t.args}
    if image.mode not in ("RGB", "RGBA") or not orders or not all(";16" in o and o[-1] in OTHER_ENDIAN for o in orders):
        return None
    upper = np.array(image)
    again = Image.open(io.BytesIO(blob))
    again.tile = [t._replace(args=_other(t.args)) for t in again.tile]
    deep: Pixels = (upper.astype(np.uint16) << 8) | np.array(again)
    return deep


def _other(arguments: Any) -> Any:
    if isinstance(arguments, str):
        return arguments[:-1] + OTHER_ENDIAN[arguments[-1]]
    return (_other(arguments[0]), *arguments[1:])


def _turned(pixels: Pixels, orientation: int) -> Pixels:
    """Upright, as `ImageOps.exif_transpose` does (EXIF 2.3, tag 0x0112)."""
    if orientation in (5, 6, 7, 8):
        pixels = pixels.transpose(1, 0, 2)
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    return np.ascontiguousarray(pixels)


def _bytes(values: Pixels) -> npt.NDArray[np.uint8]:
    if values.dtype == np.uint8:
        return values
    return ((values.astype(np.uint32) * 255 + 32767) // 65535).astype(np.uint8)


def _on_white(photo: Photo) -> Pixels:
    assert photo.alpha is not None
    share = photo.alpha[..., None].astype(np.float32) / photo.top
    mixed: Pixels = np.round(photo.pixels * share + photo.top * (1 - share)).astype(photo.pixels.dtype)
    return mixed


def kind_of(name: str | Path) -> str:
    """The kind of file that a name ends with; `InputError` where no kind does."""
    Image.init()
    kind = Image.EXTENSION.get(Path(name).suffix.lower())
    if kind is None or kind not in Image.SAVE:
        raise InputError(f"cannot be written: {Path(name).suffix or 'no ending'!r} is no kind of picture", name)
    return kind


def name_for(name: str) -> str:
    """`name` where a picture can be written under its ending, else with that of a PNG: phones name their own kinds."""
    try:
        kind_of(name)
    except InputError:
        return str(Path(name).with_suffix(".png"))
    return name


def _stack(photo: Photo) -> Pixels:
    """Red, green, blue and alpha where there is any: readers are few for grey with alpha of 16 bits."""
    rgb = np.broadcast_to(photo.pixels, (*photo.pixels.shape[:2], 3))
    return np.ascontiguousarray(rgb) if photo.alpha is None else np.dstack([rgb, photo.alpha])


def _png16(stack: Pixels, photo: Photo) -> bytes:
    """A PNG of 16 bits a value (RFC 2083), each row as its difference from the one above."""
    height, width, channels = stack.shape
    rows = stack.astype(">u2").reshape(height, -1).view(np.uint8)
    rows = np.concatenate([rows[:1], rows[1:] - rows[:-1]])
    packed = zlib.compress(np.concatenate([np.full((height, 1), 2, np.uint8), rows], 1).tobytes(), 6)
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 16, {3: 2, 4: 6}[channels], 0, 0, 0))]
    chunks += [(b"iCCP", b"ICC\0\0" + zlib.compress(photo.profile))] if photo.profile else []
    chunks += [(b"eXIf", photo.exif.removeprefix(b"Exif\0\0"))] if photo.exif else []
    chunks += [(b"IDAT", packed), (b"IEND", b"")]
    parts = [struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d)) for t, d in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _tiff16(stack: Pixels, photo: Photo) -> bytes:
    import tifffile

    out = io.BytesIO()
    extra = ["unassalpha"] if stack.shape[2] == 4 else None
    tifffile.imwrite(
        out, stack, photometric="rgb", compression="zlib", iccprofile=photo.profile, metadata=None, extrasamples=extra
    )
    return out.getvalue()


def hole(path: str | Path, size: tuple[int, int]) -> npt.NDArray[np.bool_]:
    """Read a mask, true where it is white; `ImageError` where it is not of `size` (width, height)."""
    return hole_of(read(path), size, path)


def hole_of(mask: Photo, size: tuple[int, int], file: str | Path | None = None) -> npt.NDArray[np.bool_]:
    """(H, W), true where the mask is brighter than middle grey."""
    if mask.size != size:
        theirs, ours = ("x".join(map(str, s)) for s in (mask.size, size))
        raise ImageError(f"the mask is {theirs}, the picture {ours}: they must be equal", file)
    return np.asarray(mask.image().convert("L")) > 127
