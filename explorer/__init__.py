"""Latent Explorer: train, see and touch autoencoders. The library under the app, loaded name by name.

from explorer import DataConfig, ModelConfig, RunConfig, configure, open_run, train
run = Path("checkpoints/mine")
train(configure(RunConfig(DataConfig("digits"), ModelConfig("vae", latent_dim=2))), run)
model = open_run(run).model
"""

from __future__ import annotations

import importlib
from typing import Any

_HOMES = {
    "config": ("DataConfig", "ModelConfig", "RunConfig", "TrainConfig"),
    "data": ("ImageSet", "load"),
    "errors": ("ExplorerError",),
    "latent.interpolation": ("lerp", "slerp"),
    "latent.sampling": ("prior", "traversal"),
    "metrics.report": ("evaluate",),
    "models": ("build",),
    "restore": ("denoise", "inpaint"),
    "training.checkpoint": ("open_run",),
    "training.engine": ("configure", "resume", "train"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"explorer has no {name!r}")
    return getattr(importlib.import_module(f"explorer.{_HOME_OF[name]}"), name)
