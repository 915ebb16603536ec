"""How disentangled every run on sprites is, beside what it loses: groups of runs that differ by their seed alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from explorer import data
from explorer.bench import Row, missing, seeds_row
from explorer.config import RunConfig
from explorer.data import ImageSet
from explorer.data.sprites import FACTORS, draw_factors, draw_sharing, render
from explorer.metrics import images as image_metrics
from explorer.metrics.disentanglement import dci, factor_vae_score, mig
from explorer.metrics.report import batches, encoded
from explorer.training.checkpoint import Run, open_run
from explorer.training.runs import all_runs, read_config

Floats = npt.NDArray[np.float32]
PREFIX = "sprites-"
PICTURES, FOREST = 10_000, 4000  # drawn anew, and how many of them the forests of DCI see
SEED = 2  # of the factors drawn: the splits have 0 and 1
UNITS = {"MIG": "of 1", "DCI disentanglement": "of 1", "DCI completeness": "of 1", "DCI informativeness": "of 1",
         "FactorVAE score": "of 1", "squared error": "per image, values in [0, 1]"}  # fmt: skip
SELDOM = ("seed", "device", "precision", "history")  # settings that make no other kind of run
ALWAYS = ("kind", "beta")  # what a group is called by; and what else differs between groups


def rows(say: Callable[[str], None], pictures: int = PICTURES, votes: int = 800) -> list[Row]:
    """A row for each measure of each group, the mean over its runs' seeds."""
    groups = grouped([p for p in all_runs() if p.name.startswith(PREFIX) and (p / "report.json").exists()])
    if not groups:
        return [missing("sprites", f"there is no finished run whose name begins with {PREFIX}")]
    factors = draw_factors(pictures, np.random.default_rng(SEED))
    shown = render(factors)
    found: list[Row] = []
    for name, runs in groups.items():
        values = [measured(open_run(run), factors, shown, votes) for run in runs]
        train = read_config(runs[0]).train
        told = {"runs": [run.name for run in runs], "beta": train.beta, "objective": train.objective or "beta_elbo"}
        seeds = [read_config(run).train.seed for run in runs]
        group = [
            seeds_row(f"{name} {key}", [v[key] for v in values], unit, _seen(key, pictures), seeds, **told)
            for key, unit in UNITS.items()
        ]
        say(f"{name}: " + ", ".join(f"{key} {r.value:.3f}" for key, r in zip(UNITS, group, strict=True)))
        found += group
    return found


def ratios(rows: Sequence[Row]) -> dict[str, float]:
    """MIG of beta-TC-VAEs over that of the VAEs (beta 1), each by the mean over its seeds."""
    gaps = [row for row in rows if row.name.endswith(" MIG")]
    vaes = [row.value for row in gaps if row.more["objective"] == "beta_elbo" and row.more["beta"] == 1]
    return {
        f"{row.name} over the VAE's": row.value / vae for row in gaps for vae in vaes if row.more["objective"] == "tc"
    }


def _seen(key: str, pictures: int) -> int:
    """How many pictures a measure is of."""
    return len(data.load("sprites", "test")) if key == "squared error" else pictures


def grouped(paths: Sequence[Path]) -> dict[str, list[Path]]:
    """Runs that are the same but for their seed, under a name that tells what sets them apart."""
    plain = {path: _plain(read_config(path)) for path in paths}
    kinds = list(plain.values())
    telling = [k for k in kinds[0] if k in ALWAYS or len({str(kind[k]) for kind in kinds}) > 1] if kinds else []
    groups: dict[str, list[Path]] = {}
    for path, kind in plain.items():
        name = "sprites " + ", ".join(str(kind[k]) if k == "kind" else f"{k} {kind[k]}" for k in telling)
        groups.setdefault(name, []).append(path)
    return dict(sorted(groups.items()))


def _plain(config: RunConfig) -> dict[str, Any]:
    """The settings of a run that make it another kind of run."""
    settings = asdict(config.model) | asdict(config.train)
    return {k: v for k, v in settings.items() if k not in SELDOM}


@torch.inference_mode()
def measured(run: Run, factors: Floats, shown: npt.NDArray[np.uint8], votes: int) -> dict[str, float]:
    """Every measure of one run: on the codes of the pictures `shown` of `factors`, and on its own test images."""

    def encode(pictures: npt.NDArray[np.uint8]) -> Floats:
        return encoded(run.model, ImageSet(pictures, "sprites", "drawn"))

    def draw(fixed: int | None, n: int, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
        return render(draw_sharing(fixed, n, rng))

    codes = encode(shown)
    found = dci(codes[:FOREST], factors[:FOREST], SEED)
    test = data.load("sprites", "test")
    errors = [image_metrics.squared_error(x, run.model(x)) for x in batches(test, torch.device("cpu"))]
    return {
        "MIG": mig(codes, factors), "DCI disentanglement": found.disentanglement,
        "DCI completeness": found.completeness, "DCI informativeness": found.informativeness,
        "FactorVAE score": factor_vae_score(draw, encode, len(FACTORS), SEED, votes),
        "squared error": torch.cat(errors).mean().item(),
    }  # fmt: skip
