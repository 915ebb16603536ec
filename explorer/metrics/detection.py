"""How well scores tell anomalies from what is normal, at every threshold: counts, ROC, precision and recall, exact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explorer.errors import InputError

Doubles = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Counts:
    """What becomes of the images at one threshold: anomalies caught and missed, normal ones alarmed and passed."""

    caught: int
    missed: int
    alarms: int
    passed: int


@dataclass(frozen=True)
class Detection:
    """Every threshold (m,), falling, at or above which an image is called an anomaly, and the counts there.

    `caught` and `alarms` (m,) are how many of the `odd` anomalies and of the `normal` images reach each threshold.
    """

    thresholds: Doubles
    caught: Whole
    alarms: Whole
    odd: int
    normal: int

    @property
    def recall(self) -> Doubles:
        return np.asarray(self.caught / self.odd)

    @property
    def false_rate(self) -> Doubles:
        return np.asarray(self.alarms / self.normal)

    @property
    def precision(self) -> Doubles:
        return np.asarray(self.caught / (self.caught + self.alarms))

    @property
    def auroc(self) -> float:
        """The chance that an anomaly scores higher than a normal image, ties counting half: the area under the ROC."""
        x, y = np.append(0.0, self.false_rate), np.append(0.0, self.recall)
        return float((np.diff(x) * (y[1:] + y[:-1]) / 2).sum())

    @property
    def average_precision(self) -> float:
        """The precision at each threshold, weighed with the recall it adds, without interpolation."""
        return float((np.diff(np.append(0.0, self.recall)) * self.precision).sum())

    def at(self, threshold: float) -> Counts:
        """The counts where a score of `threshold` or more is an alarm."""
        i = int(np.searchsorted(-self.thresholds, -threshold, "right")) - 1
        caught, alarms = (int(self.caught[i]), int(self.alarms[i])) if i >= 0 else (0, 0)
        return Counts(caught, self.odd - caught, alarms, self.normal - alarms)


def detect(scores: npt.NDArray[np.floating], odd: npt.NDArray[np.bool_]) -> Detection:
    """The detection by `scores` (n,), higher being odder, of the anomalies `odd` (n,).

    Raises `InputError` where there is no anomaly or nothing normal, or a score is no number.
    """
    if not odd.any() or odd.all():
        missing = "anomaly" if not odd.any() else "normal image"
        raise InputError(f"there is no {missing} among the {len(odd):,} test images: it takes both to tell them apart")
    if not np.isfinite(scores).all():
        raise InputError("a score is not a number")
    order = np.argsort(-scores, kind="stable")
    values, hits = scores[order].astype(float), np.cumsum(odd[order], dtype=np.int64)
    last = np.flatnonzero(np.append(np.diff(values) != 0, True))  # of images that tie, all or none reach a threshold
    return Detection(values[last], hits[last], last + 1 - hits[last], int(odd.sum()), int((~odd).sum()))
