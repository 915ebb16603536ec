"""card.md: what a run is, how it was made, what it reaches and what that stands against."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from explorer import models
from explorer.config import RunConfig
from explorer.errors import InputError
from explorer.files import read_json, write_atomic, write_json
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
        f"of `{config.data.name}`{_drawn(config)}.\n"
        f"{_trained(config)} {seconds:.0f} s on {device}, seed {config.train.seed}.\n\n"
        "| metric | value | unit | n | split | published |\n|---|---|---|---|---|---|\n"
        f"{rows}\n",
    )


def measured(run: Path, metrics: dict[str, Any]) -> None:
    """Write `metrics` into the report and the card of a finished run, which keeps what they do not name.

    Raises `InputError` where the run is not finished.
    """
    report, summary = read_json(run / "report.json"), (read_json(run / "status.json") or {}).get("summary")
    if report is None or summary is None:
        raise InputError("has not finished training: there is no report to write into", run)
    kept = report["metrics"] | metrics
    headline = "iwae_nll" if "iwae_nll" in kept else report["headline"]
    write_json(run / "report.json", {**report, "headline": headline, "metrics": kept})
    write_card(run, summary["seconds"], summary["device"])


def _drawn(config: RunConfig) -> str:
    how = config.data.binarization
    foreign = config.data.contamination
    return ("" if how == "grey" else f", {how} binarization") + (f", {foreign:.0%} anomalies in it" if foreign else "")


def _size(config: RunConfig) -> str:
    model = config.model
    if model.kind == "classifier":
        return f"{model.size}, {model.classes} classes"
    if model.kind == "jigsaw":
        return f"{model.size}, {model.grid}x{model.grid} tiles"
    if model.kind == "oneclass":
        return f"{model.size}, {model.classes} classes, {model.latent_dim} latent dimensions each"
    if model.kind == "sdae":
        return f"{model.words:,} words, {model.latent_dim} latent dimensions"
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
    parts += [f"objective {train.objective}"] if train.objective else []
    parts += [f"{train.iw_samples} importance samples"] if train.iw_samples > 1 else []
    parts += [f"noise {train.noise}"] if train.noise else []
    parts += [f"mask {train.mask}"] if train.mask else []
    parts += [f"from the weights of {train.start}"] if train.start else []
    return f"Trained for {', '.join(parts)}:"


def _row(name: str, metric: dict[str, Any]) -> str:
    published = "" if metric["published"] is None else f"{metric['published']:g} ({metric['source']})"
    error = f" ± {metric['standard_error']:.2g}" if "standard_error" in metric else ""
    unit = metric["unit"] + (f", {metric['iw_samples']:,} samples" if "iw_samples" in metric else "")
    cells = (name, f"{metric['value']:.4g}{error}", unit, metric["n"], metric["split"], published)
    return "| " + " | ".join(map(str, cells)) + " |"
