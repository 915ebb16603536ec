"""How far a code holds each known factor in a number of its own: MIG, DCI and the FactorVAE score.

Codes (N, d), factors (N, F) of the same N pictures. A factor of at most 20 values is a matter of kinds (a shape), any
other is continuous (a size, an angle).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from explorer.errors import InputError

Numbers = npt.NDArray[np.floating]
Doubles = npt.NDArray[np.float64]
Bins = npt.NDArray[np.int64]
T = TypeVar("T")

BINS = 20  # of equal width, for mutual information (Locatello et al. 2019, appendix C)
TREES, DEPTHS = 20, (4, 12)  # of the forests; the depth with the better out-of-bag score is taken for each factor
HELD_OUT = 0.2  # of the codes: what informativeness is measured on
VOTES, BATCH = 800, 64  # of the FactorVAE score, and pictures to a vote
STILL = 1e-6  # of the largest spread: a dimension that moves less does not move


@dataclass(frozen=True)
class DCI:
    """Each from 0 to 1. `importance` (d, F): how much each dimension helps to tell each factor; columns sum to 1."""

    disentanglement: float
    completeness: float
    informativeness: float
    importance: Doubles


def mig(codes: Numbers, factors: Numbers) -> float:
    """The mutual information gap, from 0 to 1, the mean over factors (Chen et al. 2018, eq. 6).

    Of a factor v: (I(z_1; v) - I(z_2; v)) / H(v) with the two dimensions that tell most about it; mutual information
    from histograms. Raises `InputError` where codes and factors do not belong together.
    """
    _check(codes, factors)
    known = [_classes(column) for column in factors.T]
    seen = [_binned(column) for column in codes.T]
    gaps = []
    for v in known:
        told = sorted((_information(z, v) for z in seen), reverse=True)
        gaps.append((told[0] - (told[1] if len(told) > 1 else 0.0)) / _entropy(np.bincount(v) / len(v)))
    return float(np.mean(gaps))


def dci(codes: Numbers, factors: Numbers, seed: int = 0) -> DCI:
    """Disentanglement, completeness and informativeness by random forests (Eastwood & Williams 2018, section 2).

    A forest learns each factor from the codes; R (d, F) are its importances. Disentanglement: 1 - the entropy, to the
    base F, of each row of R, weighed by the row's share of R. Completeness: 1 - the entropy, to the base d, of each
    column, their mean. Informativeness: 1 - the error on a fifth held out over that of the best constant guess (root
    mean square, or the share of wrong kinds), at least 0, the mean over factors. Raises `InputError` as `mig`.
    """
    _check(codes, factors)
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(codes))
    held = rows[: max(1, round(HELD_OUT * len(rows)))]
    learnt = rows[len(held) :]
    columns, known = [], []
    for factor in factors.T:
        forest = _forest(codes[learnt], factor[learnt], seed)
        columns.append(forest.feature_importances_)
        known.append(_informed(forest.predict(codes[held]), factor, learnt, held))
    importance = np.stack(columns, 1).astype(float)
    weight = importance.sum(1) / max(importance.sum(), 1e-12)
    rows_told = np.array([1 - _entropy(_shares(row)) / np.log(max(2, len(row))) for row in importance])
    columns_told = np.array([1 - _entropy(_shares(col)) / np.log(max(2, len(col))) for col in importance.T])
    return DCI(float((weight * rows_told).sum()), float(columns_told.mean()), float(np.mean(known)), importance)


def factor_vae_score(
    draw: Callable[[int | None, int, np.random.Generator], T],
    encode: Callable[[T], Numbers],
    factors: int,
    seed: int = 0,
    votes: int = VOTES,
    batch: int = BATCH,
) -> float:
    """The FactorVAE score, from about 1 / F to 1 (Kim & Mnih 2018, section 4).

    `draw(k, n, rng)` makes n pictures that share factor k of `factors` and nothing else (None: not even that), and
    `encode` their codes (n, d). The dimension that varies least over them, each divided by its usual spread, votes
    for k; the score is how often the majority of a dimension's votes is right, on a half of the votes that were not
    counted for it. Dimensions that never move have no vote.
    """
    rng = np.random.default_rng(seed)
    spread = np.asarray(encode(draw(None, max(1000, batch), rng)), float).std(0)
    alive = np.flatnonzero(spread > STILL * max(float(spread.max()), 1e-12))
    if not len(alive):
        return 1 / factors
    fixed = rng.integers(0, factors, votes)
    moved = [np.asarray(encode(draw(int(k), batch, rng)), float)[:, alive].std(0) for k in fixed]
    least = (np.stack(moved) / spread[alive]).argmin(1)
    counted = np.zeros((len(alive), factors))
    half = votes // 2
    np.add.at(counted, (least[:half], fixed[:half]), 1)
    return float((counted.argmax(1)[least[half:]] == fixed[half:]).mean())


def _check(codes: Numbers, factors: Numbers) -> None:
    if codes.ndim != 2 or factors.ndim != 2 or len(codes) != len(factors) or len(codes) < 2:
        raise InputError(
            f"codes (N, d) and factors (N, F) of the same two or more pictures are needed, not {codes.shape} "
            f"and {factors.shape}"
        )
    if not (np.isfinite(codes).all() and np.isfinite(factors).all()):
        raise InputError("codes and factors must be finite: the run has codes with NaN or infinity")
    if (still := (factors == factors[0]).all(0)).any():
        raise InputError(f"factor {int(still.argmax())} is the same in all pictures: take pictures in which it varies")


def _kinds(factor: Numbers) -> bool:
    return len(np.unique(factor)) <= BINS


def _classes(factor: Numbers) -> Bins:
    return np.unique(factor, return_inverse=True)[1].astype(np.int64) if _kinds(factor) else _binned(factor)


def _binned(column: Numbers) -> Bins:
    """Which of 20 bins of equal width each value falls into, (N,)."""
    low, high = float(column.min()), float(column.max())
    share = (column.astype(float) - low) / max(high - low, 1e-12)
    return np.minimum((share * BINS).astype(np.int64), BINS - 1)


def _information(z: Bins, v: Bins) -> float:
    """I(z; v) in nats of two columns of bins."""
    joint = np.zeros((z.max() + 1, v.max() + 1))
    np.add.at(joint, (z, v), 1 / len(z))
    return _entropy(joint.sum(0)) + _entropy(joint.sum(1)) - _entropy(joint.ravel())


def _entropy(p: Doubles) -> float:
    """In nats."""
    p = p[p > 0]
    return float(-(p * np.log(p)).sum())


def _shares(values: Doubles) -> Doubles:
    """Values that sum to 1; equal ones where there is nothing."""
    total = float(values.sum())
    return values / total if total > 0 else np.full(len(values), 1 / len(values))


def _forest(codes: Numbers, factor: Numbers, seed: int) -> Any:
    from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

    make = RandomForestClassifier if _kinds(factor) else RandomForestRegressor
    # All dimensions at every split: where only some are looked at, importance leaks to those that tell nothing.
    forests = [make(TREES, max_depth=d, max_features=None, oob_score=True, random_state=seed) for d in DEPTHS]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Some inputs do not have OOB scores")  # of few codes
        for forest in forests:
            forest.fit(codes, factor)
    return max(forests, key=lambda forest: forest.oob_score_)


def _informed(guessed: Numbers, factor: Numbers, learnt: Bins, held: Bins) -> float:
    """1 - error / error of the best constant guess, on the rows held out, at least 0."""
    truth = factor[held]
    if _kinds(factor):
        values, counts = np.unique(factor[learnt], return_counts=True)
        wrong, blind = (guessed != truth).mean(), (values[counts.argmax()] != truth).mean()
    else:
        wrong = np.sqrt(((guessed - truth) ** 2).mean())
        blind = np.sqrt(((factor[learnt].mean() - truth) ** 2).mean())
    return float(max(0.0, 1 - wrong / blind)) if blind > 0 else 1.0
