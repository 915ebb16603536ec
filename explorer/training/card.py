"""card.md: what a run is, how it was made, what it reaches and what that stands against."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from explorer import models
from explorer.config import RunConfig
from explorer.files import read_json, write_atomic
from explorer.training.runs import read_config


def write_card(run: Path, seconds: float, device: str) -> None:
    """Write card.md from the run's config and report."""
    config, report = read_config(run), read_json(run / "report.json") or {}
    title = models.row(config.model).title
    rows = "\n".join(_row(name, metric) for name, metric in report.get("metrics", {}).items())
    write_atomic(
        run / "card.md",
        f"# {run.name}\n\n"
        f"{title} ({config.model.arch}, {_size(config)}) "
        f"of `{config.data.name}`.\n"
        f"{_trained(config)} {seconds:.0f} s on {device}, seed {config.train.seed}.\n\n"
        "| metric | value | unit | n | split | published |\n|---|---|---|---|---|---|\n"
        f"{rows}\n",
    )


def _size(config: RunConfig) -> str:
    model = config.model
    if model.kind == "classifier":
        return f"{model.size}, {model.classes} classes"
    if model.has_code:
        return f"{model.latent_dim} latent dimensions"
    channels, side, _ = model.image_shape
    return f"{'grey' if channels == 1 else 'colour'}, patches of {side}x{side}"


def _trained(config: RunConfig) -> str:
    if models.row(config.model).objective is None:
        return "Fitted in closed form:"
    train = config.train
    parts = [f"{train.epochs} epochs, batch {train.batch_size}, Adam at {train.lr:g}"]
    parts += [f"beta {train.beta:g}, {config.model.likelihood} likelihood"] if config.model.kind == "vae" else []
    parts += [f"noise {train.noise}"] if train.noise else []
    parts += [f"mask {train.mask}"] if train.mask else []
    parts += [f"from the weights of {train.start}"] if train.start else []
    return f"Trained for {', '.join(parts)}:"


def _row(name: str, metric: dict[str, Any]) -> str:
    published = "" if metric["published"] is None else f"{metric['published']:g} ({metric['source']})"
    cells = (name, f"{metric['value']:.4g}", metric["unit"], metric["n"], metric["split"], published)
    return "| " + " | ".join(map(str, cells)) + " |"
