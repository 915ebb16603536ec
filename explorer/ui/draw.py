"""An image of one's own, drawn with the brush: white on black, as the digits are."""

from __future__ import annotations

from typing import cast

import numpy as np
import streamlit as st
from PIL import Image, ImageFilter

from explorer.component.photos import Hole, Picture, brush, painted
from explorer.pictures import png
from explorer.ui import state

SIDE = 280  # pixels: ten times a digit's side
THICKER = 9  # pixels, odd: the brush's usual stroke of 15 becomes 23, as wide as those of MNIST, a twelfth of the side
KEY = "drawn"


def button() -> None:
    """A quiet button that opens the drawing board, where no image was brought."""
    if state.brought() is None and st.button("Draw an image", icon=":material/draw:", type="tertiary", key="draw"):
        _board()


@st.dialog("Draw an image")
def _board() -> None:
    black = Image.new("L", (SIDE, SIDE))
    page = Picture(png(black), "", "", black.size)
    brush(page, None, KEY, lambda: None)
    hole = painted(KEY, page, None)
    if st.button("Use it", type="primary", disabled=hole is None or not hole.any()):
        state.bring("drawing.png", drawing(cast("Hole", hole)))
        st.rerun()


def drawing(hole: Hole) -> bytes:
    """What was painted, thickened, white on black, smooth at its edges: a PNG."""
    large = Image.fromarray(hole.astype(np.uint8) * 255).filter(ImageFilter.MaxFilter(THICKER))
    return png(large.resize((large.width // 5, large.height // 5), Image.Resampling.BOX))
