"""The classical methods over a photo in bands: where a method looks no further than the edge, as over the whole."""

from __future__ import annotations

import numpy as np
import pytest
import skimage.data

from explorer.restore import classical


@pytest.mark.parametrize(("name", "close"), [("Non-local means", 1e-6), ("Median", 0), ("Total variation", 0.02)])
def test_bands_make_what_the_whole_makes(name: str, close: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classical, "BAND", 48)
    clean = skimage.data.camera()[100:220, 200:264].astype(np.float32)[None] / 255
    x = clean + np.random.default_rng(0).normal(0, 0.1, clean.shape).astype(np.float32)
    method, heard = classical.DENOISERS[name], list[float]()
    whole, banded = method(x, 0.1), classical.over(method, x, 0.1, heard.append)
    assert np.abs(whole - banded).max() <= close
    assert heard == pytest.approx([0.4, 0.8, 1.0])


def test_what_a_method_is_told_moves_it() -> None:
    x = np.random.default_rng(0).random((1, 40, 40), np.float32)
    for name in ("Non-local means", "Total variation"):
        gentle, strong = (classical.DENOISERS[name](x, sigma).std() for sigma in (0.02, 0.3))
        assert strong < 0.8 * gentle
