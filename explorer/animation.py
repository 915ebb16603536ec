"""A path as a moving picture or a strip: GIF, MP4 and PNG, each of exactly the frames that it is given."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image

from explorer.errors import InputError
from explorer.pictures import Bytes, enlarge, png, sheet, to_image

MILLISECONDS = 80  # that a frame is shown
SIDE = 256  # pixels, about: small pictures are enlarged so that a slide need not smooth them
STRIP = 2000  # pixels of a strip's longer side, about
LOSS = "16"  # x264's rate factor: a digit's edge shows no blocks, and 24 frames take 10 to 30 kB


def gif(frames: Sequence[Image.Image], milliseconds: int = MILLISECONDS) -> bytes:
    """An endless GIF of the frames, each shown for `milliseconds`."""
    palette = [f.convert("P", palette=Image.Palette.ADAPTIVE) for f in frames]
    for last, frame in pairwise(palette):
        _told_apart(last, frame)
    out = io.BytesIO()
    palette[0].save(
        out, "GIF", save_all=True, append_images=palette[1:], duration=milliseconds, loop=0,
        disposal=1, optimize=False,
    )  # fmt: skip
    return out.getvalue()


def there_and_back(frames: Sequence[Image.Image]) -> list[Image.Image]:
    """The frames and the way back, without the ends again: shown endlessly, nothing jumps."""
    return [*frames, *frames[-2:0:-1]]


def _told_apart(last: Image.Image, frame: Image.Image) -> None:
    """Give one corner the colour next to its own where two frames are the same: Pillow would drop the second."""
    if last.convert("RGB").tobytes() != frame.convert("RGB").tobytes():
        return
    corner = frame.getpixel((0, 0))
    assert isinstance(corner, int)  # the pixel of a palette is an index
    colours = np.array(frame.getpalette(), int).reshape(-1, 3)
    if (colours == colours[corner]).all():  # a picture of one colour
        colours = np.vstack([colours, np.abs(colours[corner] - 1)])
        frame.putpalette(colours.ravel().tolist())
    far = np.abs(colours - colours[corner]).sum(1)
    frame.putpixel((0, 0), int(np.where(far == 0, far.max() + 1, far).argmin()))


def mp4(frames: Sequence[Image.Image], milliseconds: int = MILLISECONDS) -> bytes:
    """An MP4 (H.264, yuv420p) of the frames, which browsers, phones and slides play; an odd side gains one pixel."""
    import av

    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=Fraction(1000, milliseconds), options={"crf": LOSS})
        width, height = frames[0].size
        stream.width, stream.height, stream.pix_fmt = width + width % 2, height + height % 2, "yuv420p"
        for frame in frames:
            pixels = np.asarray(frame.convert("RGB"))
            even = np.pad(pixels, ((0, height % 2), (0, width % 2), (0, 0)), "edge")
            container.mux(stream.encode(av.VideoFrame.from_ndarray(even, format="rgb24")))
        container.mux(stream.encode())
    return out.getvalue()


def _moving(write: Callable[[Sequence[Image.Image]], bytes]) -> Callable[[Bytes], bytes]:
    return lambda pictures: write([enlarge(to_image(p), SIDE) for p in pictures])


def strip(pictures: Bytes) -> bytes:
    """A PNG of pictures (n, C, H, W) side by side."""
    return png(enlarge(sheet(pictures, len(pictures), 2), STRIP))


KINDS: dict[str, Callable[[Bytes], bytes]] = {".gif": _moving(gif), ".mp4": _moving(mp4), ".png": strip}


def encoder(file: str | Path) -> Callable[[Bytes], bytes]:
    """What makes the bytes of `file` out of pictures (n, C, H, W), by its ending; `InputError` for any other ending."""
    found = KINDS.get(Path(file).suffix.lower())
    if found is None:
        raise InputError(f"ends in none of {', '.join(KINDS)}, which a path can be saved as", file)
    return found
