"""Codes whose disentanglement is known: the factors themselves, in other orders, turned, doubled, and noise."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.data import sprites
from explorer.errors import InputError
from explorer.metrics.disentanglement import dci, factor_vae_score, mig

RNG = np.random.default_rng(0)
FACTORS = sprites.draw_factors(4000, RNG)
SOME = slice(1000)  # for the forests, which take their time
NOISE = RNG.normal(size=(4000, 6)).astype(np.float32)
PERMUTED = FACTORS[:, [4, 2, 0, 5, 1, 3]] * np.array([3, -1, 0.5, 7, 100, -2], np.float32) + 5
# Two by two by an eighth of a turn: each code holds two factors in equal parts.
UNIT = (FACTORS - FACTORS.mean(0)) / FACTORS.std(0)
TURNED = np.stack([(UNIT[:, k] + s * UNIT[:, k + 1]) / 2**0.5 for k in (1, 3) for s in (1, -1)], 1)
TURNED_FACTORS = FACTORS[:, 1:5]


def test_the_factors_in_any_order_and_scale_are_disentangled() -> None:
    assert mig(PERMUTED, FACTORS) > 0.97
    found = dci(PERMUTED[SOME], FACTORS[SOME])
    assert found.disentanglement > 0.97
    assert found.completeness > 0.97
    assert found.informativeness > 0.95
    assert found.importance.argmax(0).tolist() == [2, 4, 1, 5, 0, 3]
    assert found.importance.sum(0) == pytest.approx(np.ones(6))


def test_a_turn_of_two_factors_leaves_no_gap_and_what_is_known_of_them() -> None:
    assert mig(TURNED_FACTORS, TURNED_FACTORS) > 0.97
    assert mig(TURNED, TURNED_FACTORS) < 0.03
    found = dci(TURNED[SOME], TURNED_FACTORS[SOME])
    # Each code is used for two factors of four, each factor told by two codes of four: 1 - log 2 / log 4.
    assert found.disentanglement == pytest.approx(0.5, abs=0.06)
    assert found.completeness == pytest.approx(0.5, abs=0.06)
    assert found.informativeness > 0.85


def test_codes_that_know_nothing_score_nothing() -> None:
    assert mig(NOISE, FACTORS) < 0.01
    found = dci(NOISE[SOME], FACTORS[SOME])
    assert found.disentanglement < 0.1
    assert found.completeness < 0.1
    assert found.informativeness < 0.05


def test_a_factor_told_twice_has_no_gap_and_is_not_complete() -> None:
    twice = np.concatenate([FACTORS, 2 * FACTORS], 1)
    assert mig(twice, FACTORS) == pytest.approx(0, abs=1e-9)
    # On two copies the forests lean on both: half of each entropy over 12 dimensions is lost, none of 6 factors.
    found = dci(twice[SOME], FACTORS[SOME])
    assert found.disentanglement > 0.97
    assert found.completeness < 0.97 - 0.5 * np.log(2) / np.log(12)


def test_mig_is_known_exactly_for_bits() -> None:
    bits = np.array([[0, 0], [0, 1], [1, 0], [1, 1]] * 5, np.float32)
    assert mig(bits, bits) == pytest.approx(1)
    assert mig(bits[:, :1], bits) == pytest.approx(0.5)  # one of two factors is told, by the only code
    xor = np.column_stack([bits, bits[:, 0] != bits[:, 1]]).astype(np.float32)
    assert mig(xor[:, 2:], bits) == pytest.approx(0)  # it says nothing of either alone


def test_the_seed_decides_the_forests() -> None:
    one, same, other = (dci(NOISE[:100], FACTORS[:100, 1:3], seed) for seed in (1, 1, 2))
    assert np.array_equal(one.importance, same.importance)
    assert not np.array_equal(one.importance, other.importance)


def draw(fixed: int | None, n: int, rng: np.random.Generator) -> np.ndarray:
    return sprites.draw_sharing(fixed, n, rng)


def test_the_factor_vae_score_of_the_factors_is_one_and_of_noise_a_guess() -> None:
    assert factor_vae_score(draw, lambda f: f[:, ::-1] * 9, 6, votes=200) == 1
    assert factor_vae_score(draw, lambda f: np.concatenate([f, f * 0 + 3], 1), 6, votes=200) == 1  # the still ones
    rng = np.random.default_rng(1)
    assert factor_vae_score(draw, lambda f: rng.normal(size=(len(f), 6)), 6, votes=600) < 0.3
    assert factor_vae_score(draw, lambda f: np.ones((len(f), 4)), 6, votes=20) == pytest.approx(1 / 6)


def test_the_factor_vae_score_of_what_mixes_all_factors_is_below_one() -> None:
    turn = np.linalg.qr(np.random.default_rng(3).normal(size=(6, 6)))[0]
    score = factor_vae_score(draw, lambda f: (f - FACTORS.mean(0)) / FACTORS.std(0) @ turn, 6, votes=300)
    assert 1 / 6 < score < 0.95
    assert score == factor_vae_score(draw, lambda f: (f - FACTORS.mean(0)) / FACTORS.std(0) @ turn, 6, votes=300)


@pytest.mark.parametrize(
    ("codes", "factors", "words"),
    [
        (NOISE[:10], FACTORS[:9], "of the same two or more"),
        (NOISE[:, 0], FACTORS, "of the same two or more"),
        (NOISE[:10] * np.nan, FACTORS[:10], "must be finite"),
        (NOISE[:10], FACTORS[:10] * 0, "factor 0 is the same in all"),
    ],
)
def test_what_cannot_be_measured_is_a_sentence(codes: np.ndarray, factors: np.ndarray, words: str) -> None:
    for measure in (mig, dci):
        with pytest.raises(InputError, match=words):
            measure(codes, factors)
