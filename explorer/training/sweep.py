"""Runs that differ in the size of their code alone, beside the PCA of the same data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from explorer.config import RunConfig
from explorer.training.runs import read_config

PCA, LINEAR, DEEP = "PCA", "Linear autoencoder", "Deep autoencoder"
DIFFER: dict[str, Any] = {"seed": 0, "epochs": 1, "lr": 1e-3, "device": "auto", "precision": "auto", "history": 0}


@dataclass
class Sweep:
    """The runs of one dataset: a PCA of many components, and by kind the autoencoders by the size of their code."""

    pca: Path
    runs: dict[str, dict[int, Path]] = field(default_factory=dict)

    def sizes(self) -> list[int]:
        """The code sizes at which there is an autoencoder and PCA has as many components, rising."""
        most = read_config(self.pca).model.latent_dim
        return sorted({k for some in self.runs.values() for k in some if k <= most})

    def all(self) -> list[Path]:
        """Its runs."""
        return [self.pca, *(run for some in self.runs.values() for run in some.values())]


def sweeps(runs: Sequence[Path]) -> dict[str, Sweep]:
    """By dataset: its PCA of most components, and of each kind the largest group that differs in code size alone."""
    found: dict[str, Sweep] = {}
    groups: dict[tuple[str, str, RunConfig], dict[int, Path]] = {}
    for run in runs:
        config = read_config(run)
        name, d = config.data.name, config.model.latent_dim
        if config.model.kind == "pca":
            if name not in found or d > read_config(found[name].pca).model.latent_dim:
                found[name] = Sweep(run)
        elif config.model.kind == "ae":
            kind = LINEAR if config.model.arch == "linear" else DEEP
            groups.setdefault((name, kind, _alike(config)), {})[d] = run
    for (name, kind, _), some in sorted(groups.items(), key=lambda item: len(item[1])):
        if len(some) > 1 and name in found:
            found[name].runs[kind] = dict(sorted(some.items()))  # the largest comes last and stays
    return {name: sweep for name, sweep in found.items() if sweep.sizes()}


def _alike(config: RunConfig) -> RunConfig:
    return replace(config, model=replace(config.model, latent_dim=1), train=replace(config.train, **DIFFER), map="none")
