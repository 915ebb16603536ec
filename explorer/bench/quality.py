"""`bench quality`: what makes a model generative, in figures: samples against test images, factors, bits, nats."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from explorer import data
from explorer.bench import (
    Row,
    missing,
    quality_anomaly,
    quality_bottleneck,
    quality_codec,
    quality_factors,
    quality_places,
    quality_samples,
    quality_sorting,
    result,
)
from explorer.errors import DataError, InputError
from explorer.metrics import report
from explorer.training.checkpoint import Run, open_run
from explorer.training.runs import resolve

Say = Callable[[str], None]
IWAE, IW_SAMPLES = "mnist-iwae", 5000
# A VAE and an autoencoder of the same network and budget, and the classifier in whose features they are compared.
PAIRS = (
    ("mnist-conv-vae", "mnist-conv-ae", "mnist-classifier"),
    ("fashion-vae", "fashion-ae", "fashion-classifier"),
)
NOTE = "features of our own small classifiers: not comparable to InceptionV3 figures"


def run(say: Say, repeats: int = 3, n: int = 1000, **other: Any) -> dict[str, Any]:
    """Measure samples with `repeats` seeds, every run on sprites, and iwae_nll on the first n test images."""
    if other:
        raise InputError(f"bench quality has no --{', --'.join(other)}")
    if repeats < 1:
        raise InputError(f"repeats must be 1 or more, not {repeats}")
    rows: list[Row] = []
    ratios: dict[str, float] = {}
    for names in PAIRS:
        rows += _pair(names, repeats, ratios, say)
    factors = quality_factors.rows(say)
    rows += factors
    ratios |= quality_factors.ratios(factors)
    rows += quality_bottleneck.rows(ratios, say)
    rows += quality_codec.rows(ratios, say)
    rows += quality_anomaly.rows(ratios, say)
    rows += _nats(n, say)
    places = quality_places.rows(say)
    rows += places
    ratios |= quality_places.ratios(places)
    sorted_ = quality_sorting.rows(say)
    rows += sorted_
    ratios |= quality_sorting.ratios(sorted_)
    settings = {"samples": quality_samples.SAMPLES, "components": quality_samples.COMPONENTS, "repeats": repeats,
                "n": n, "k": IW_SAMPLES, "features": NOTE}  # fmt: skip
    return result("quality", settings, rows, ratios)


def _pair(names: tuple[str, ...], repeats: int, ratios: dict[str, float], say: Say) -> list[Row]:
    """The rows of a VAE and an autoencoder, or those that say which run or data are missing."""
    try:
        vae, ae, judge = (_opened(name) for name in names)
        return quality_samples.rows(vae, ae, judge, range(repeats), ratios, say)
    except (_Missing, DataError) as error:
        say(f"{names[0]} against {names[1]} is left out: {error}")
        return [missing(f"{names[0]} against {names[1]}", str(error))]


def _nats(n: int, say: Say) -> list[Row]:
    """iwae_nll of the shipped run; k importance samples for each of the first n test images."""
    try:
        run = _opened(IWAE)
        images = data.load(run.config.data.name, "test", run.config.data.image_size).take(n)
    except (_Missing, DataError) as error:
        say(f"{IWAE} is left out: {error}")
        return [missing(f"{IWAE} iwae_nll", str(error))]
    found = report.evaluate(run.model, run.config, images, iw_samples=IW_SAMPLES)["iwae_nll"]
    more = {"k": IW_SAMPLES, "seed": found["seed"], "standard_error": found.get("standard_error")}
    say(f"{IWAE}: iwae_nll {found['value']:.2f} nats")
    return [Row(f"{IWAE} iwae_nll", found["value"], found["unit"], found["n"], math.nan, more)]


class _Missing(Exception):
    """A run that is not here yet: a row says so."""


def _opened(name: str) -> Run:
    """Open a run; one that is not there is missing, one that is broken an error."""
    if not (resolve(name) / "report.json").exists():
        raise _Missing(f"there is no finished run {name}")
    return open_run(name)
