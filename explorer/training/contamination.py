"""What anomalies among the training images cost: a one-class run trained again with a share of them, for each share."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from explorer.errors import InputError
from explorer.files import read_json, write_json
from explorer.metrics.anomaly import SCORES
from explorer.training import engine
from explorer.training.runs import CONTAMINATION, read_config

SHARES = (0.0, 0.01, 0.05, 0.1, 0.2)


def measure(run: Path, say: Callable[[str], None], shares: Sequence[float] = SHARES) -> dict[str, Any]:
    """{"shares", "auroc": {score: a mean over classes for each share}, "classes", "n", …}, by trainings like `run`'s.

    `chosen` is the score that each training chose, `classes` has each class's AUROC by it. Raises `InputError` for a
    run of another kind.
    """
    config = read_config(run)
    if config.model.kind != "oneclass":
        raise InputError("contamination is measured on a one-class run: train --model oneclass", run)
    found: list[dict[str, Any]] = []
    for share in shares:
        with tempfile.TemporaryDirectory() as folder:
            again = replace(config, data=replace(config.data, contamination=share))
            engine.train(again, Path(folder) / "run")
            found.append((read_json(Path(folder) / "run" / "report.json") or {})["metrics"])
        say(f"{share:.0%} anomalies: {_line(found[-1])}")
    first = found[0]["auroc"]
    classes = [key for key in found[0] if key.startswith("auroc_") and "score" in found[0][key]]
    return {
        "shares": list(shares), "chosen": [rows["auroc"]["score"] for rows in found],
        "auroc": {name: [rows[f"auroc_{name}"]["value"] for rows in found] for name in SCORES},
        "classes": {key.removeprefix("auroc_"): [rows[key]["value"] for rows in found] for key in classes},
        "unit": first["unit"], "n": first["n"], "split": first["split"], "seed": config.train.seed,
    }  # fmt: skip


def _line(rows: dict[str, Any]) -> str:
    return f"{rows['auroc']['score']} {rows['auroc']['value']:.2f}, mean over classes"


def keep(run: Path, found: dict[str, Any]) -> None:
    """Write what was measured into the run's folder, where the page reads it."""
    write_json(run / CONTAMINATION, found)
