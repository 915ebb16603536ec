"""What was asked for is what is read back: as many frames, their size, their pixels and their time."""

from __future__ import annotations

import io

import av
import numpy as np
import pytest
from PIL import Image

from explorer import animation
from explorer.errors import InputError

RNG = np.random.default_rng(0)
STILL = [Image.new("L", (8, 8), 0)] * 5
MOVING = [Image.new("L", (8, 8), v) for v in (0, 100, 100, 200)]
COLOURED = [Image.fromarray(RNG.integers(0, 256, (24, 24, 3)).astype(np.uint8))] * 3


@pytest.mark.parametrize("frames", [STILL, MOVING, COLOURED, MOVING[:1]], ids=["still", "moving", "coloured", "one"])
def test_a_gif_has_the_asked_frames_each_for_its_time(frames: list[Image.Image]) -> None:
    with Image.open(io.BytesIO(animation.gif(frames, 120))) as read:
        assert read.n_frames == len(frames)
        for k, frame in enumerate(frames):
            read.seek(k)
            assert read.info["duration"] == 120
            apart = np.asarray(read.convert("RGB"), int) - np.asarray(frame.convert("RGB"))
            assert np.abs(apart).mean() < (20 if frame.mode == "RGB" else 0.1)  # noise in 256 colours, or grey
    assert b"NETSCAPE2.0" in animation.gif(MOVING)  # endless


@pytest.mark.parametrize("size", [(8, 8), (27, 31), (256, 256)])
def test_an_mp4_has_the_asked_frames_in_what_browsers_play(size: tuple[int, int]) -> None:
    frames = [Image.new("L", size, v) for v in (0, 100, 100, 200, 250)]
    with av.open(io.BytesIO(animation.mp4(frames))) as read:
        stream = read.streams.video[0]
        shown = [frame.to_ndarray(format="gray") for frame in read.decode(stream)]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert float(stream.average_rate or 0) == 12.5
        assert float(read.duration or 0) / av.time_base == pytest.approx(5 * 0.08, abs=0.01)
    assert len(shown) == 5
    assert shown[0].shape == (size[1] + size[1] % 2, size[0] + size[0] % 2)
    assert [s.mean() for s in shown] == pytest.approx([0, 100, 100, 200, 250], abs=4)


def test_there_and_back_shows_each_end_once() -> None:
    assert animation.there_and_back(MOVING) == [*MOVING, MOVING[2], MOVING[1]]
    assert animation.there_and_back(MOVING[:1]) == MOVING[:1]


@pytest.mark.parametrize("channels", [1, 3])
def test_the_ending_says_how_a_path_is_saved(channels: int) -> None:
    pictures = RNG.integers(0, 256, (6, channels, 28, 28)).astype(np.uint8)
    with Image.open(io.BytesIO(animation.encoder("x/path.GIF")(pictures))) as read:
        assert (read.n_frames, read.size) == (6, (252, 252))
    with av.open(io.BytesIO(animation.encoder("path.mp4")(pictures))) as video:
        assert len(list(video.decode(video=0))) == 6
    strip = Image.open(io.BytesIO(animation.encoder("path.png")(pictures)))
    assert strip.width / strip.height == pytest.approx((6 * 30 - 2) / 28)
    for name in ("path", "path.webm", "png"):
        with pytest.raises(InputError, match=r"ends in none of \.gif, \.mp4, \.png"):
            animation.encoder(name)
