"""Rate and distortion: curves with known answers, and pictures that the classical codecs are known to bring back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer import codec
from explorer.codec import rate, rivals
from explorer.codec.rate import Coded
from explorer.codec.stream import OVERHEAD
from explorer.data import load
from explorer.training.checkpoint import open_run

GREY = np.full((4, 1, 8, 8), 100, np.uint8)


def coded(size: int, off: int, bare: int = 1) -> Coded:
    """Four pictures of 8x8 that come back `off` grey levels off, in files of `size` bytes."""
    return Coded("made up", "", size, bare, GREY, GREY + np.uint8(off))


def test_bits_and_decibels_are_of_all_pictures() -> None:
    one = coded(64, 51, 32)
    assert one.bits() == 2.0
    assert one.bits(headers=False) == 1.0
    assert one.psnr == pytest.approx(20 * np.log10(5), abs=1e-3)
    assert coded(64, 0).psnr == pytest.approx(100)


def test_between_two_settings_the_curve_is_straight_in_log_bits() -> None:
    low, high = coded(32, 51), coded(128, 5)
    assert rate.psnr_at([low, high], 2.0) == pytest.approx((low.psnr + high.psnr) / 2)
    assert rate.bits_at([high, low], (low.psnr + high.psnr) / 2) == pytest.approx(2.0)
    assert rate.psnr_at([low, high], 0.5) is None
    assert rate.bits_at([low, high], high.psnr + 1) is None
    assert rate.psnr_at([low, high, coded(256, 80)], 8.0) == high.psnr  # more bits that gave less are not bought


def test_at_equal_bits_the_best_setting_stands_or_else_the_smallest() -> None:
    low, high, worse = coded(32, 51), coded(128, 5), coded(100, 20)
    assert rate.best_within([high, worse, low], 3.7) is high  # a tenth more is still as many
    assert rate.best_within([high, worse, low], 3.6) is worse
    assert rate.best_within([high, worse, low], 0.5) is low


@pytest.mark.parametrize("together", [True, False])
def test_png_loses_nothing_and_jpeg_little_at_high_quality(together: bool) -> None:
    pictures = load("digits", "test").images[:7]
    png = rivals.ladder("PNG", pictures, together)[0]
    assert np.array_equal(png.pictures, pictures)
    for name in ("JPEG", "WebP"):
        ladder = rivals.ladder(name, pictures, together)
        best = next(c for c in ladder if c.setting == "quality 95")
        assert best.psnr > 38
        assert best.psnr > ladder[0].psnr
        assert all(0 < c.bare < c.size for c in ladder)


def test_a_colour_sheet_is_cut_where_it_was_joined() -> None:
    pictures = np.random.default_rng(0).integers(0, 256, (5, 3, 8, 12), dtype=np.uint8)
    assert np.array_equal(rivals.ladder("PNG", pictures)[0].pictures, pictures)


def test_headers_are_counted_once_a_file() -> None:
    together, apart = (rivals.ladder("PNG", GREY, way)[0] for way in (True, False))
    head = rivals.header("PNG", "L", 100, {"optimize": True})
    assert together.size - together.bare == head
    assert apart.size - apart.bare == 4 * head


def test_fewer_pixels_of_an_even_picture_lose_nothing() -> None:
    one = rivals.smaller(GREY)[0]
    assert (one.size, one.bits(), one.psnr) == (4, 0.125, pytest.approx(100))


def test_ours_apart_have_a_header_each(trained: Path) -> None:
    run = open_run(trained / "ae")
    made = codec.Codec.of(run.model, codec.fit(run.model, load("digits", "train")))
    pictures = load("digits", "test").images[:20]
    together, apart = (rate.ours("ae", made, pictures, 1.0, way) for way in (True, False))
    assert np.array_equal(together.pictures, apart.pictures)
    assert together.size == len(made.compress(pictures, 1.0).blob)
    assert apart.size - apart.bare == 20 * OVERHEAD
    assert together.bare <= apart.bare <= together.bare + 20 * 1.5
