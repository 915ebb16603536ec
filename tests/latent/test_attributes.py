"""Attribute vectors: recovered from constructed sets; what is measured in a picture is what was drawn into it."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from explorer.errors import InputError
from explorer.latent.attributes import add, arithmetic, attribute_vector, groups, ink, slant, thirds, width

VECTOR = np.array([2.0, -1, 0, 0.5], np.float32)


@pytest.fixture
def codes() -> np.ndarray:
    return np.random.default_rng(0).normal(size=(4000, 4)).astype(np.float32)


def test_the_vector_of_a_constructed_set_is_recovered(codes: np.ndarray) -> None:
    having = np.arange(4000) % 2 == 0
    codes[having] += VECTOR
    np.testing.assert_allclose(attribute_vector(codes, having, ~having), VECTOR, atol=0.1)


def test_a_factor_that_moves_the_codes_is_recovered_from_its_thirds(codes: np.ndarray) -> None:
    factor = np.random.default_rng(1).uniform(0, 1, 4000)
    codes += factor[:, None].astype(np.float32) * VECTOR
    found = attribute_vector(codes, *thirds(factor))
    np.testing.assert_allclose(found, VECTOR * 2 / 3, atol=0.12)  # the thirds' means lie 2/3 apart


def test_twins_that_differ_by_the_vector_give_it_exactly(codes: np.ndarray) -> None:
    both = np.concatenate([codes, codes + VECTOR])
    found = attribute_vector(both, *groups(8000, list(range(4000, 8000)), list(range(4000))))
    np.testing.assert_allclose(found, VECTOR, atol=1e-6)
    np.testing.assert_allclose(add(codes, found, 1), codes + VECTOR, atol=1e-5)
    np.testing.assert_allclose(add(codes[0], found, -2), codes[0] - 2 * VECTOR, atol=1e-5)
    np.testing.assert_array_equal(add(codes, found, 0), codes)


def test_arithmetic_carries_a_difference_over(codes: np.ndarray) -> None:
    c = codes[7]
    np.testing.assert_allclose(arithmetic(codes[0] + VECTOR, codes[0], c), c + VECTOR, atol=1e-6)


def test_thirds_leave_out_the_middle_and_take_the_outermost_kinds() -> None:
    having, lacking = thirds(np.arange(9.0))
    assert np.flatnonzero(having).tolist() == [6, 7, 8]
    assert np.flatnonzero(lacking).tolist() == [0, 1, 2]
    having, lacking = thirds(np.array([0.0, 1, 1, 1, 1, 1, 3]))
    assert (np.flatnonzero(having).tolist(), np.flatnonzero(lacking).tolist()) == ([6], [0])
    with pytest.raises(InputError, match="the same value"):
        thirds(np.ones(5))


def test_groups_that_are_none_are_one_sentence(codes: np.ndarray) -> None:
    with pytest.raises(InputError, match="both need one image"):
        attribute_vector(codes, *groups(4000, [], [1]))
    with pytest.raises(InputError, match="beyond the 4000"):
        groups(4000, [4000], [1])
    with pytest.raises(InputError, match="beyond the 4000"):
        groups(4000, [1], [-1])


def stroke(lean: float, thick: int) -> np.ndarray:
    """A bar of 40 pixels from top to bottom that leans to the right by `lean` pixels: (1, 64, 64)."""
    image = Image.new("L", (64, 64))
    ImageDraw.Draw(image).line([(32 - lean / 2, 51), (32 + lean / 2, 12)], fill=255, width=thick)
    return np.asarray(image)[None]


def test_what_is_measured_is_what_was_drawn() -> None:
    upright, leaning, falling, thick = pictures = np.stack([stroke(0, 4), stroke(30, 4), stroke(-30, 4), stroke(0, 12)])
    assert len(upright) == len(leaning) == len(falling) == len(thick) == 1
    np.testing.assert_allclose(ink(pictures)[[0, 3]], [4 * 40 / 64**2, 12 * 40 / 64**2], rtol=0.1)
    expected = np.degrees(np.arctan2(30, 40))
    np.testing.assert_allclose(slant(pictures)[:3], [0, expected, -expected], atol=2)
    bars = width(pictures)
    np.testing.assert_allclose(bars[[0, 3]], np.array([4, 12]) * 4 / np.sqrt(12) / 64, rtol=0.1)
    assert bars[1] > 2 * bars[0]
    assert np.isfinite([ink(p) + slant(p) + width(p) for p in (np.zeros((1, 1, 8, 8), np.uint8),)]).all()
