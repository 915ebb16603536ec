"""A page of writing, as it is laid over a photo: for masks that have the shape of letters."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

SIDE = 1024  # pixels of the page, which is endless: its right joins its left
WORDS = (
    "the quick brown fox jumps over the lazy dog while 2047 sphinxes of black quartz judge my vow and pack my box "
    "with five dozen liquor jugs"
)


@lru_cache(maxsize=8)
def page(height: int) -> Tensor:
    """Letters of `height` pixels, line under line: bool (SIDE, SIDE), true on ink; nothing below a height of 1."""
    image = Image.new("1", (SIDE, SIDE))
    if height >= 1:
        font, draw = ImageFont.load_default(height), ImageDraw.Draw(image)
        text = " ".join([WORDS] * 60)
        per_line = max(1, int(SIDE / draw.textlength(text[:200], font) * 200)) + 1
        for line in range(-(-SIDE * 2 // (3 * height))):
            start = line * per_line % (len(text) - per_line)
            draw.text((0, 1.5 * line * height), text[start : start + per_line], 1, font, stroke_width=height // 16)
    return torch.from_numpy(np.array(image))
