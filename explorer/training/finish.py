"""What a training leaves when its steps are done: weights, report, map, ONNX files and card."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import nn

from explorer import export
from explorer.config import RunConfig
from explorer.data import ImageSet
from explorer.errors import ExportError
from explorer.files import write_json
from explorer.latent import atlas, mapping
from explorer.metrics import report
from explorer.models import OneClass
from explorer.training import checkpoint, normality

Say = Callable[[str], None]


def measure(run: Path, config: RunConfig, model: nn.Module, test: ImageSet) -> dict[str, float]:
    """Write the weights and report.json; return every metric by name, one of them the `loss`, whatever was learnt."""
    model.to(memory_format=torch.contiguous_format).eval()  # type: ignore[call-overload]
    if not config.model.has_code:
        checkpoint.halve(model)
    checkpoint.save_model(run, model, half=not config.model.has_code)
    metrics = report.evaluate(model, config, test, iw_samples=0, seed=0)
    if isinstance(model, OneClass):
        usual = normality.fit(config, model)
        normality.write(run, usual)
        metrics |= normality.measure(config, model, usual, test)
    kept: dict[str, Any] = {"headline": report.HEADLINE[config.model.kind], "data": config.data.name}
    write_json(run / "report.json", kept | {"metrics": metrics})
    values = {name: metric["value"] for name, metric in metrics.items()}
    return values if "loss" in values else {**values, "loss": values["squared_error"]}


def draw_map(run: Path, config: RunConfig, model: nn.Module, test: ImageSet, say: Say, waiting: Say) -> None:
    """Draw the atlas of the codes where the config wants one; `waiting` hears the state that takes long."""
    if config.map != "none":
        mapping.build(run, model, test.take(atlas.POINTS), config.train.seed)
    if config.map == "umap":
        waiting("mapping")
        mapping.add_map(run, "umap", say=say)


def write_onnx(run: Path, model: nn.Module, say: Say) -> str | None:
    """For the browser; the reason where it cannot be: a run without it is whole, and all but the drag works."""
    try:
        export.export(model, run)
    except ExportError as error:
        say(f"no picture is decoded in the browser: {error}")
        return error.message
    return None
