"""Detection: exact on constructed scores, and equal to scikit-learn's where scores tie."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

from explorer.errors import InputError
from explorer.metrics.detection import detect

RNG = np.random.default_rng(0)


def test_scores_that_part_the_two_are_perfect_and_turned_round_the_worst() -> None:
    odd = np.arange(10) >= 6
    assert detect(np.arange(10.0), odd).auroc == 1
    assert detect(np.arange(10.0), odd).average_precision == 1
    assert detect(-np.arange(10.0), odd).auroc == 0
    assert detect(np.zeros(10), odd).auroc == 0.5
    assert detect(np.zeros(10), odd).average_precision == 0.4


@pytest.mark.parametrize("levels", [3, 20, 10_000])
def test_it_is_scikit_learns_also_where_scores_tie(levels: int) -> None:
    odd = RNG.random(500) < 0.3
    scores = RNG.integers(0, levels, 500) + odd * levels / 3
    found = detect(scores, odd)
    assert found.auroc == pytest.approx(roc_auc_score(odd, scores))
    assert found.average_precision == pytest.approx(average_precision_score(odd, scores))
    x, y, thresholds = roc_curve(odd, scores, drop_intermediate=False)
    np.testing.assert_allclose(found.false_rate, x[1:])
    np.testing.assert_allclose(found.recall, y[1:])
    np.testing.assert_allclose(found.thresholds, thresholds[1:])


def test_the_counts_at_a_threshold_are_those_of_counting() -> None:
    odd, scores = RNG.random(200) < 0.5, RNG.integers(0, 9, 200).astype(float)
    found = detect(scores, odd)
    for threshold in (-1.0, 0.0, 3.0, 3.5, 8.0, 99.0):
        now, alarm = found.at(threshold), scores >= threshold
        assert (now.caught, now.missed) == ((alarm & odd).sum(), (~alarm & odd).sum())
        assert (now.alarms, now.passed) == ((alarm & ~odd).sum(), (~alarm & ~odd).sum())


def test_what_is_all_of_one_kind_is_a_sentence() -> None:
    with pytest.raises(InputError, match="no anomaly among the 3 test images"):
        detect(np.arange(3.0), np.zeros(3, bool))
    with pytest.raises(InputError, match="no normal image"):
        detect(np.arange(3.0), np.ones(3, bool))
    with pytest.raises(InputError, match="not a number"):
        detect(np.array([1.0, np.nan]), np.array([True, False]))
