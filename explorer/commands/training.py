"""Commands that make runs: the datasets, trainings and their states, what there is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.commands.shared import Result
from explorer.config import CODED, DataConfig, ModelConfig, RunConfig, TrainConfig
from explorer.errors import ExplorerError
from explorer.files import read_json
from explorer.progress import Bar, clock

if TYPE_CHECKING:
    pass


def data_list(_: argparse.Namespace) -> Result:
    from explorer import data

    rows = [
        {"name": name, "title": row.title, "shape": row.shape, "train": row.train, "test": row.test,
         "here": data.available(name)}
        for name, row in data.DATASETS.items()
    ]  # fmt: skip
    return {"datasets": rows}


def data_get(a: argparse.Namespace) -> Result:
    from explorer import data

    return {"name": a.name, "files": [str(path) for path in data.get(a.name)]}


def train(a: argparse.Namespace) -> Result | None:
    from explorer.training import engine
    from explorer.training.runs import resolve

    settings = {f.name: getattr(a, f.name) for f in fields(TrainConfig) if getattr(a, f.name) is not None}
    if a.model == "sdae":
        return _stacked(a, settings)
    photos = a.arch not in CODED
    shape = (a.channels, a.patch, a.patch) if photos else ModelConfig.image_shape
    model = ModelConfig(a.model, a.arch, a.latent_dim, a.size, a.likelihood, shape, grid=a.grid)
    config = RunConfig(
        data=DataConfig(_data_name(a.data, photos), a.image_size, a.binarization, a.contamination),
        model=model,
        train=TrainConfig(**settings),
        map=a.map or ("umap" if model.has_code else "none"),
    )
    config = engine.configure(config)
    if config.model.warning:
        print(f"explorer: {config.model.warning}", file=sys.stderr)
    return _watched(lambda told: engine.train(config, resolve(a.out), told))


def _stacked(a: argparse.Namespace, settings: dict[str, Any]) -> Result:
    """Of words: a corpus instead of pictures, and none of the settings of pictures."""
    from explorer.training import stacked
    from explorer.training.runs import resolve

    config = RunConfig(
        data=DataConfig(_data_name(a.data, False)),
        model=ModelConfig("sdae", "mlp", a.latent_dim, a.size, words=1),
        train=TrainConfig(**{**stacked.USUAL, **settings}),
        map=a.map or "none",
    )
    return _watched_stacked(stacked.configure(config), resolve(a.out))


def _watched_stacked(config: RunConfig, run: Path) -> Result:
    from explorer.training import stacked

    bar = Bar("training", stacked.epochs(config))
    seen = iter(range(1, stacked.epochs(config) + 1))
    return stacked.train(
        config, run, lambda line: bar.to(next(seen), f"{line['stage']}, epoch {line['epoch']} loss {line['loss']:.3f}")
    )


def _data_name(text: str, photos: bool) -> str:
    """A folder or file by its full path, a name as it is; of photos also a folder that lies in `EXPLORER_DATA`."""
    if photos:
        return ",".join(str(Path(name).resolve()) if Path(name).exists() else name for name in text.split(","))
    return text if "/" not in text and not Path(text).exists() else str(Path(text).resolve())


def resume(a: argparse.Namespace) -> Result | None:
    from explorer.training import jobs
    from explorer.training.runs import read_config, resolve, shown

    run = resolve(a.run_name)
    read_config(run)
    if jobs.status(run)["state"] == "paused":
        jobs.go_on(run)
        return {"run": shown(run), "state": "running"}
    if not a.queue:
        return _resume(run)
    with jobs.turn(run) as mine:
        if not mine:
            raise ExplorerError("stopped while it waited for its device")
        return _resume(run)


def _resume(run: Path) -> Result | None:
    from explorer.training import engine
    from explorer.training.runs import read_config

    config = read_config(run)
    if config.model.kind == "sdae":
        done = read_json(run / "status.json") or {}
        return dict(done["summary"]) if "summary" in done else _watched_stacked(config, run)
    return _watched(lambda told: engine.resume(run, told))


def _watched(work: Callable[[Any], Result | None]) -> Result | None:
    """Train with a bar; a stop asked for from outside is a clean end."""
    from explorer.training.engine import Progress, Stopped

    bar: Bar | None = None

    def told(p: Progress) -> None:
        nonlocal bar
        bar = bar or Bar("training", p.steps)
        note = f"epoch {p.epoch}/{p.epochs} loss {p.loss:.2f}, {p.images_per_second:,.0f} images/s, "
        bar.to(p.step, note + f"{clock(p.seconds_left)} left")

    try:
        return work(told)
    except Stopped as error:
        raise ExplorerError("stopped; resume carries on from here") from error


def stop(a: argparse.Namespace) -> Result:
    from explorer.training import jobs
    from explorer.training.runs import read_config, resolve, shown

    run = resolve(a.run_name)
    read_config(run)
    jobs.stop(run)
    return {"run": shown(run), "state": "stopping"}


def pause(a: argparse.Namespace) -> Result:
    from explorer.training import jobs
    from explorer.training.runs import read_config, resolve, shown

    run = resolve(a.run_name)
    read_config(run)
    jobs.pause(run)
    return {"run": shown(run), "state": "pausing"}


def list_jobs(_: argparse.Namespace) -> Result:
    from explorer.training import jobs

    return {"jobs": jobs.jobs()}


def list_runs(_: argparse.Namespace) -> Result:
    from explorer.training.runs import all_runs, headline, unreadable

    for reason in unreadable().values():
        print(f"explorer: left out: {reason}", file=sys.stderr)
    return {"runs": [headline(run) for run in all_runs()]}


def slim(a: argparse.Namespace) -> Result:
    from explorer.training.runs import resolve, shown
    from explorer.training.slim import slim as make_slim

    run = resolve(a.run_name)
    return {"run": shown(run), "bytes": make_slim(run)}
