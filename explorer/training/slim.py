"""A finished run made small enough to hand on: weights of 16 bits, measured again as they are, and nothing spare."""

from __future__ import annotations

import json
import math
from pathlib import Path

from explorer import export, models
from explorer.errors import InputError
from explorer.files import read_json, write_atomic
from explorer.latent import mapping
from explorer.metrics import report
from explorer.training import checkpoint, log, sets
from explorer.training.card import measured

# Only needed to carry on; made again by `explorer export`; pictures of images that are not ours to hand on.
SPARE = (checkpoint.SNAPSHOT, "encoder.onnx", "preview.png", "log.txt")
POINTS = 60  # of the training curve: enough for its shape on a screen


def slim(run: Path) -> int:
    """Halve the weights of a run, measure it again and drop what is spare; return the bytes that are left.

    PCA stays exact. Afterwards the run can no longer be carried on. Raises `InputError` where it has not finished.
    """
    if (read_json(run / "status.json") or {}).get("state") != "finished":
        raise InputError("has not finished training: only a finished run can be slimmed", run)
    opened = checkpoint.open_run(run)
    config, model = opened.config, opened.model
    if not isinstance(model, models.PCA):
        checkpoint.halve(model)
        checkpoint.save_model(run, model, half=True)
        measured(run, report.evaluate(model, config, sets.images(config)))
        if (run / "decoder.onnx").exists():
            export.export(model, run, ("decoder",))
    mapped = (run / "atlas" / "codes.npz").exists()
    if mapped:
        mapping.lighten(run)
    for name in SPARE if mapped else (*SPARE, "decoder.onnx"):  # the browser decodes where there is a map to drag on
        (run / name).unlink(missing_ok=True)
    _thin(run)
    return sum(file.stat().st_size for file in run.rglob("*") if file.is_file())


def _thin(run: Path) -> None:
    """Keep `POINTS` of the points in training at most and as many tests, the last of each among them."""
    rows = log.read_metrics(run)
    kept: set[int] = set()
    for split in ("train", "test"):
        some = [i for i, row in enumerate(rows) if row["split"] == split]
        kept.update(some[:: -max(1, math.ceil(len(some) / POINTS))])
    if len(kept) < len(rows):
        write_atomic(run / "metrics.jsonl", "".join(json.dumps(rows[i]) + "\n" for i in sorted(kept)))
