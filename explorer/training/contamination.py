"""What anomalies among the training images cost: a one-class run trained again with a share of them, for each share."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from explorer.config import RunConfig
from explorer.errors import InputError
from explorer.files import read_json, write_json
from explorer.metrics.anomaly import SCORES
from explorer.training import engine
from explorer.training.runs import CONTAMINATION, read_config

SHARES = (0.0, 0.01, 0.05, 0.1, 0.2)


def measure(run: Path, say: Callable[[str], None], shares: Sequence[float] = SHARES) -> dict[str, Any]:
    """{"shares", "auroc": {score: its mean over classes for each share}, "worst", "n", …}, by trainings like `run`'s.

    The run itself stands for its own share. `chosen` is the score that each training chose, `worst` has by score the
    worst class and its AUROC for each share. Raises `InputError` for a run of another kind.
    """
    config = read_config(run)
    if config.model.kind != "oneclass":
        raise InputError("contamination is measured on a one-class run: train --model oneclass", run)
    found: list[dict[str, Any]] = []
    for share in shares:
        own = (read_json(run / "report.json") or {}).get("metrics") if share == config.data.contamination else None
        found.append(own or _again(config, share))
        say(f"{share:.0%} anomalies: {_line(found[-1])}")
    first = found[0]["auroc"]
    by = {name: [rows[f"auroc_{name}"] for rows in found] for name in SCORES}
    return {
        "shares": list(shares), "chosen": [rows["auroc"]["score"] for rows in found],
        "auroc": {name: [row["value"] for row in each] for name, each in by.items()},
        "worst": {name: [[row["worst"], row["worst_value"]] for row in each] for name, each in by.items()},
        "unit": first["unit"], "n": first["n"], "split": first["split"], "seed": config.train.seed,
    }  # fmt: skip


def _again(config: RunConfig, share: float) -> dict[str, Any]:
    """The metrics of a training like it, but for the share."""
    with tempfile.TemporaryDirectory() as folder:
        engine.train(replace(config, data=replace(config.data, contamination=share)), Path(folder) / "run")
        return dict((read_json(Path(folder) / "run" / "report.json") or {})["metrics"])


def _line(rows: dict[str, Any]) -> str:
    return f"{rows['auroc']['score']} {rows['auroc']['value']:.2f}, mean over classes"


def keep(run: Path, found: dict[str, Any]) -> None:
    """Write what was measured into the run's folder, where the page reads it."""
    write_json(run / CONTAMINATION, found)
