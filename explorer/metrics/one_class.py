"""Every figure of anomaly detection, each with unit, n, split, seed and what is published: by score and by class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.data import ImageSet
from explorer.errors import InputError
from explorer.metrics.detection import Detection, detect
from explorer.metrics.neighbours import Doubles

UNIT = "% (AUROC times 100)"
AP_UNIT = "% (average precision times 100)"
RULE = "of all scores the one that best tells held-out normal images from the same ones spoilt"
OCGAN = (97.5, "OCGAN, Perera et al. 2019; Deep SVDD 94.8 and DCAE 89.65, Ruff et al. 2018")
DEEP_SVDD = (98.0, 99.7, 91.7, 91.9, 94.9, 88.5, 98.3, 94.6, 93.9, 96.5)  # by digit
SVDD_SOURCE = "Deep SVDD, Ruff et al. 2018"
COMPARABLE = ("mnist", "test", 10_000)  # trained on a digit's training images, tested on all test images


@dataclass(frozen=True)
class Case:
    """One normal class, and of all that is tested against it the `scores` (n,) by name and which are `odd` (n,)."""

    name: str
    scores: dict[str, Doubles]
    odd: npt.NDArray[np.bool_]


def by_class(images: ImageSet) -> Iterator[tuple[int, str, npt.NDArray[np.bool_]]]:
    """Each class k, its name, and which of the images are anomalies beside it; `InputError` without labels."""
    if images.labels is None:
        raise InputError(f"{images.name} has no labels, so nothing says which of its images are anomalies")
    for k, name in enumerate(images.label_names):
        yield k, name, images.labels != k


def rows(
    cases: Sequence[Case], chosen: str, images: ImageSet, seed: int, foreign: float = 0.0
) -> dict[str, dict[str, Any]]:
    """{metric: {value, unit, n, split, seed, published, source}}: `auroc` by the chosen score, then all by every score.

    Of several classes the mean over them, with the worst, and `auroc_CLASS` of each by the chosen score. `foreign` is
    the share of anomalies in training: published figures are of none. Raises `InputError` where a class has no
    anomalies or nothing normal.
    """
    found = {name: [_detected(case, name) for case in cases] for name in cases[0].scores}
    known = (images.name, images.split, len(cases[0].odd)) == COMPARABLE and len(cases) == 10 and not foreign
    head = {"n": len(cases[0].odd), "split": images.split, "seed": seed}

    def row(value: float, unit: str, published: tuple[float | None, str | None], **more: Any) -> dict[str, Any]:
        return {"value": round(value, 3), "unit": unit, **head, "published": published[0], "source": published[1],
                **more}  # fmt: skip

    nothing = (None, None)
    means = {name: 100 * float(np.mean([d.auroc for d in each])) for name, each in found.items()}
    out = {"auroc": row(means[chosen], UNIT, OCGAN if known else nothing, score=chosen, chosen_by=RULE)}
    for name, each in found.items():
        worst = min(range(len(each)), key=lambda k: each[k].auroc)
        more = {"worst": cases[worst].name, "worst_value": round(100 * each[worst].auroc, 3)} if len(each) > 1 else {}
        out[f"auroc_{name}"] = row(means[name], UNIT, OCGAN if known else nothing, **more)
    for name, each in found.items():
        out[f"ap_{name}"] = row(100 * float(np.mean([d.average_precision for d in each])), AP_UNIT, nothing)
    if len(cases) > 1:
        for k, (case, detected) in enumerate(zip(cases, found[chosen], strict=True)):
            published = (DEEP_SVDD[k], SVDD_SOURCE) if known else nothing
            out[f"auroc_{case.name}"] = row(100 * detected.auroc, UNIT, published, score=chosen)
    return out


def _detected(case: Case, name: str) -> Detection:
    try:
        return detect(case.scores[name], case.odd)
    except InputError as error:
        raise InputError(f"{case.name}: {error.message}") from error
