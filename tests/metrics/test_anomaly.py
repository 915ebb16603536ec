"""Density and anomaly: what is known of them on codes of a known law."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.metrics.anomaly import anomaly, log_density

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("d", [1, 2, 3])
def test_the_density_of_evenly_strewn_codes_is_one_over_their_volume(d: int) -> None:
    side = 4.0
    z = RNG.uniform(0, side, (4000, d)).astype(np.float32)
    inside = (np.abs(z - side / 2) < side / 4).all(1)
    assert np.median(log_density(z, 20)[inside]) == pytest.approx(-d * np.log(side), abs=0.1)


def test_the_density_of_normal_codes_is_highest_where_it_should_be() -> None:
    z = RNG.normal(size=(3000, 3)).astype(np.float32)
    truth = -0.5 * (z**2).sum(1) - 1.5 * np.log(2 * np.pi)
    assert np.corrcoef(log_density(z), truth)[0, 1] > 0.9
    assert np.median(log_density(z) - truth) == pytest.approx(0, abs=0.3)


def test_codes_that_coincide_or_are_few_have_a_finite_density() -> None:
    z = np.repeat(RNG.normal(size=(20, 2)), 15, axis=0).astype(np.float32)
    assert np.isfinite(log_density(z)).all()
    assert np.isfinite(log_density(np.ones((50, 2), np.float32))).all()
    assert log_density(z[:1]).tolist() == [0]


def test_the_oddest_is_odd_in_both_and_equals_get_equal_scores() -> None:
    error, density = np.array([1.0, 2, 3, 9]), np.array([5.0, 4, 4, -9])
    assert anomaly(error, density) == pytest.approx([0, (1 / 3 + 0.5) / 2, (2 / 3 + 0.5) / 2, 1])
    assert anomaly(np.zeros(3), np.zeros(3)).tolist() == [0.5] * 3
    assert anomaly(np.zeros(1), np.zeros(1)).tolist() == [0]
