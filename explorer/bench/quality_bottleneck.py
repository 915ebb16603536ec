"""Squared error by code size: the mean image, PCA, a linear autoencoder and a deep one, on the same test images."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import torch

from explorer import data
from explorer.bench import Row, missing
from explorer.data import ImageSet
from explorer.errors import DataError
from explorer.metrics import subspace
from explorer.metrics.report import PUBLISHED_BY_SIZE, batches, squared_error
from explorer.models import PCA, build
from explorer.training.checkpoint import open_run
from explorer.training.runs import measured, resolve
from explorer.training.sweep import DEEP, sweeps

SWEPT, ALONE = "digits", "mnist-ae30"  # the sweep that ships, and the run that has a published figure beside it
CPU = torch.device("cpu")


def rows(ratios: dict[str, float], say: Callable[[str], None]) -> list[Row]:
    """The rows of the sweep and of the run alone, or those that say why there are none; adds PCA's error over ours."""
    found = _of_sweep(ratios, say)
    if not (resolve(ALONE) / "report.json").exists():
        return [*found, missing(ALONE, f"there is no finished run {ALONE}")]
    try:
        return found + _of_run(ratios, say)
    except DataError as error:
        return [*found, missing(ALONE, str(error))]


def _of_sweep(ratios: dict[str, float], say: Callable[[str], None]) -> list[Row]:
    sweep = sweeps([run for run, config in measured() if config.model.has_code]).get(SWEPT)
    if sweep is None:
        return [missing(f"{SWEPT} by code size", f"there are no runs on {SWEPT} that differ in code size alone")]
    test = data.load(SWEPT, "test")
    pca = open_run(sweep.pca).model
    assert isinstance(pca, PCA)
    left = subspace.errors_by_size(pca, test)
    found = [_row(SWEPT, "mean image", 0, "trivial", float(left[0]), test)]
    for k in sweep.sizes():
        found.append(_row(SWEPT, "PCA", k, "classical", float(left[k]), test))
        for kind, some in sweep.runs.items():
            if k in some:
                error = squared_error(open_run(some[k]).model, test)
                found.append(_row(SWEPT, kind, k, "network", error, test))
                ratios[f"{SWEPT}, {k} numbers, PCA's squared error over the {kind.lower()}'s"] = float(left[k]) / error
        say(", ".join(f"{row.name} {row.value:.2f}" for row in found if row.more["latent_dim"] == k))
    return found


def _of_run(ratios: dict[str, float], say: Callable[[str], None]) -> list[Row]:
    """The run alone beside a PCA of its size, fitted here to the same training images."""
    run = open_run(ALONE)
    config, k = run.config, run.config.model.latent_dim
    train, test = data.load(config.data.name, "train"), data.load(config.data.name, "test")
    pca = build(replace(config.model, kind="pca"))
    assert isinstance(pca, PCA)
    pca.fit(batches(train, CPU))
    left, error = subspace.errors_by_size(pca, test), squared_error(run.model, test)
    ratios[f"{config.data.name}, {k} numbers, PCA's squared error over the deep autoencoder's"] = float(left[k]) / error
    say(f"{config.data.name}, {k} numbers: mean image {left[0]:.2f}, PCA {left[k]:.2f}, {ALONE} {error:.2f}")
    return [
        _row(config.data.name, "mean image", 0, "trivial", float(left[0]), test),
        _row(config.data.name, "PCA", k, "classical", float(left[k]), test),
        _row(config.data.name, DEEP, k, "network", error, test),
    ]


def _row(name: str, who: str, k: int, column: str, value: float, test: ImageSet) -> Row:
    kind = {"PCA": "pca", DEEP: "ae"}.get(who)
    published = PUBLISHED_BY_SIZE.get((name, str(kind), k, "squared_error"))
    beside: dict[str, Any] = {} if published is None else {"published": published[0], "source": published[1]}
    return Row(
        f"{name}, {who}, {k} numbers", round(value, 3), "squared error per image, values in [0, 1]", len(test), 0.0,
        {"column": column, "latent_dim": k, "split": test.split} | beside,
    )  # fmt: skip
