"""What is normal to a run, kept in its folder as anomaly.json: fitted to its training images at first need."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from torch import nn

from explorer import codec
from explorer.config import RunConfig
from explorer.data import ImageSet
from explorer.errors import CheckpointError, DataError, InputError
from explorer.files import write_atomic
from explorer.metrics import anomaly, one_class
from explorer.metrics.anomaly import Normal
from explorer.metrics.neighbours import Doubles
from explorer.metrics.one_class import Case
from explorer.models import OneClass
from explorer.training import sets
from explorer.training.checkpoint import Run

FILE = "anomaly.json"
FITTED = 10_000  # training images of a class at most
SPOILT = 1000  # held-out ones of a class, at most, that are spoilt to choose a score
ARRAYS = ("mean", "root", "level")
DIGITS = 6  # of each number kept


@dataclass(frozen=True)
class Normality:
    """The score that was chosen, and what is normal to each class; means over classes of what chose it.

    `told` is how well each score tells spoilt images (AUROC), `tied` how much it is tied to ink; see `metrics.anomaly`.

    An ordinary run has one class, which is all of its data. `weights` names those that it was fitted to.
    """

    weights: str
    score: str
    told: dict[str, float]
    tied: dict[str, float]
    classes: tuple[Normal, ...]


def parts(model: nn.Module) -> Sequence[nn.Module]:
    """The models with a code, one for each class; an ordinary model is the only one."""
    return model.each() if isinstance(model, OneClass) else [model]


def of(run: Run) -> Normality:
    """What is normal to an open run; fitted and kept where there is none yet.

    Raises `InputError` for a run without codes, or where its training images are neither here nor to be had.
    """
    if not (isinstance(run.model, OneClass) or run.config.model.has_code):
        raise InputError("brings no picture back from a code, by which an anomaly would be known", run.path)
    found = read(run.path)
    if found is None or found.weights != codec.fingerprint(run.model).hex():
        try:
            found = fit(run.config, run.model)
        except DataError as error:
            raise InputError(
                f"has no {FILE} for its weights, which is fitted to its training images: {error}", run.path
            ) from error
        write(run.path, found)
    return found


def fit(config: RunConfig, model: nn.Module) -> Normality:
    """Fit to what a model has learnt from, and choose its score by normal images that it has not."""
    learnt, held = learnt_and_held(config)
    found, seen, told = [], [], []
    for k, part in enumerate(parts(model)):
        own, apart = (of_class(images, k, config).take(FITTED) for images in (learnt, held))
        if min(len(own), len(apart)) < 2:
            raise InputError(f"class {k} of {learnt.name} has too few training images: it takes two to learn from, "
                             "and two held out")  # fmt: skip
        looks = anomaly.look(part, apart.images)
        found.append(_rounded(anomaly.usual(anomaly.look(part, own.images), looks)))
        seen.append((found[-1].scores(looks), looks.ink))
        told.append(anomaly.told(part, found[-1], apart.take(SPOILT).images))
    mean = {name: float(np.mean([each[name] for each in told])) for name in told[0]}
    return Normality(codec.fingerprint(model).hex(), anomaly.choose(mean), mean, anomaly.ties(seen), tuple(found))


def learnt_and_held(config: RunConfig) -> tuple[ImageSet, ImageSet]:
    """What was learnt from, and normal images that were not: of an ordinary run every other of its test images."""
    learnt = sets.load(config).train
    assert isinstance(learnt, ImageSet)
    if config.model.kind == "oneclass":
        return learnt, sets.parted(sets.images(config, split="train"))[1]
    return learnt, halves(sets.images(config))[0]


def halves(images: ImageSet) -> tuple[ImageSet, ImageSet]:
    """Every other image, by which an ordinary run's score is chosen, and the rest, on which it is tested."""
    return images.pick(slice(0, None, 2)), images.pick(slice(1, None, 2))


def of_class(images: ImageSet, k: int, config: RunConfig) -> ImageSet:
    """The images that the k-th part of a model takes for normal: of an ordinary one all."""
    if config.model.kind != "oneclass" or images.labels is None:
        return images
    return images.pick(np.flatnonzero(images.labels == k))


def _rounded(normal: Normal) -> Normal:
    """As the file has it, so that what is measured now is measured again."""
    mean, root, level = (np.array([_short(v) for v in a.ravel()]).reshape(a.shape) for a in _arrays(normal))
    return Normal(mean, root, level, {name: _short(value) for name, value in normal.limits.items()})


def _arrays(normal: Normal) -> tuple[Doubles, Doubles, Doubles]:
    return normal.mean, normal.root, normal.level


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def cases(config: RunConfig, model: nn.Module, normal: Normality, images: ImageSet, seed: int = 0) -> list[Case]:
    """Each class of a one-class model against all others of `images`."""
    found = []
    for k, name, odd in one_class.by_class(images):
        looks = anomaly.look(parts(model)[k], images.images, seed)
        found.append(Case(name, normal.classes[k].scores(looks), odd))
    return found


def against(run: Run, normal: Normality, own: ImageSet, other: ImageSet, seed: int = 0) -> Case:
    """An ordinary run's own images, which are normal, against `other` ones, which are anomalies."""
    if other.shape != own.shape:
        raise InputError(f"{other.name} has pictures of {other.shape}, the run was trained on {own.shape}")
    looks = anomaly.look(run.model, np.concatenate([own.images, other.images]), seed)
    odd = np.arange(len(own) + len(other)) >= len(own)
    return Case(own.name, normal.classes[0].scores(looks), odd)


def measure(config: RunConfig, model: nn.Module, normal: Normality, images: ImageSet, seed: int = 0) -> dict[str, Any]:
    """Every figure of a one-class model on test images."""
    found = cases(config, model, normal, images, seed)
    return one_class.rows(found, normal.score, images, seed, config.data.contamination)


def write(run: Path, found: Normality) -> None:
    """Keep it in a run's folder; `InputError` where that cannot be written."""
    classes = [
        {**{key: a.tolist() for key, a in zip(ARRAYS, _arrays(c), strict=True)}, "limits": c.limits}
        for c in found.classes
    ]
    told, tied = ({name: round(value, 5) for name, value in by.items()} for by in (found.told, found.tied))
    text = json.dumps({"weights": found.weights, "score": found.score, "tells_spoilt": told, "tied_to_ink": tied,
                       "classes": classes})  # fmt: skip
    try:
        write_atomic(run / FILE, text + "\n")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", run / FILE) from error


def read(run: Path) -> Normality | None:
    """What is in a run's folder, or None where there is none; `CheckpointError` for a file that is broken."""
    path = run / FILE
    try:
        raw = json.loads(path.read_text())
        classes = tuple(_kept(c) for c in raw["classes"])
        told, tied = ({str(name): float(value) for name, value in raw[key].items()}
                      for key in ("tells_spoilt", "tied_to_ink"))  # fmt: skip
        found = Normality(str(raw["weights"]), str(raw["score"]), told, tied, classes)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CheckpointError("is not whole: delete it, and it is fitted anew", path) from error
    if found.score not in found.told or not found.classes or not all(map(_sound, found.classes)):
        raise CheckpointError("does not hold what an anomaly is known by: delete it, and it is fitted anew", path)
    return found


def _kept(raw: dict[str, Any]) -> Normal:
    mean, root, level = (np.array(raw[key], np.float64) for key in ARRAYS)
    return Normal(mean, root, level, {str(name): float(value) for name, value in raw["limits"].items()})


def _sound(normal: Normal) -> bool:
    """Whether the shapes fit each other and every number is one."""
    d = len(normal.mean) if normal.mean.ndim == 1 else 0
    shapes = d > 0 and normal.root.shape == (d, d) and normal.level.shape == (2, 3)
    finite = all(bool(np.isfinite(a).all()) for a in (*_arrays(normal), np.array(list(normal.limits.values()))))
    return shapes and finite
