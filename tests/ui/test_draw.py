from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from explorer.ui.draw import SIDE, THICKER, drawing


def test_a_drawing_is_white_on_black_where_it_was_painted() -> None:
    hole = np.zeros((SIDE, SIDE), bool)
    hole[100:180, 130:145] = True
    picture = np.asarray(Image.open(io.BytesIO(drawing(hole))))
    assert picture.shape == (56, 56)
    assert picture[28, 27] == 255
    painted = (15 + THICKER - 1) * (80 + THICKER - 1)
    assert picture.sum() / 255 * 25 == pytest.approx(painted, rel=0.02)
    assert picture[:10].max() == picture[:, :20].max() == 0
