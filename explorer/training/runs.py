"""Run folders without torch: where they lie, what their files say. The app and the jobs read these."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from explorer.config import RunConfig
from explorer.errors import CheckpointError, ConfigError, InputError
from explorer.files import read_json

BETAS = ("0.1", "0.5", 1, 2, 4, 8)
SIZES = (1, 2, 4, 8, 16, 32, 64)  # of the code, in the runs of "PCA and the bottleneck"
CURVES = (  # shipped to be measured and drawn on a curve, and not to be looked into one by one
    *(f"digits-{kind}-{size}" for kind in ("ae", "linear") for size in SIZES), "digits-pca-64",
    *(f"{of}-vae-beta-{beta}" for of in ("digits", "mnist") for beta in BETAS), "mnist-ae30",
    *(f"sprites-{kind}-seed-{seed}" for kind in ("beta-1", "tc-20") for seed in range(5)), "sprites-beta-4-seed-0",
)  # fmt: skip
SHIPPED = (
    *CURVES, "digits-ae", "digits-jigsaw", "digits-oneclass", "digits-pca", "digits-vae",
    "fashion-ae", "fashion-classifier", "fashion-jigsaw", "fashion-oneclass", "fashion-pca", "fashion-vae",
    "mnist-ae", "mnist-classifier", "mnist-conv-ae", "mnist-conv-vae", "mnist-denoise", "mnist-inpaint", "mnist-iwae",
    "mnist-oneclass", "mnist-pca", "mnist-vae", "olivetti-jigsaw", "olivetti-vae", "photo-denoise", "photo-inpaint",
    "places-sdae", "sprites-vae",
)  # fmt: skip
PHOTO_DENOISER = "photo-denoise"  # what is taken where none is named, for grey as for colour
PHOTO_INPAINTER = "photo-inpaint"
CONTAMINATION = "contamination.json"  # in a one-class run: what anomalies in its training would cost
ROOT = Path(__file__).resolve().parents[2] / "checkpoints"


def root() -> Path:
    """The folder of runs: `EXPLORER_CHECKPOINTS`, else `checkpoints/` of the project."""
    return Path(os.environ.get("EXPLORER_CHECKPOINTS") or ROOT)


def resolve(name: str | Path) -> Path:
    """Return the folder that RUN means: a path where it looks like one, else a name under `root()`."""
    text = str(name)
    if not text or text in (".", ".."):
        raise InputError("a run needs a name")
    if "/" in text or os.sep in text or Path(text).is_absolute():
        return Path(text)
    return root() / text


def shown(run: Path) -> str:
    """What to call a run so that `resolve` finds it: its name under `root()`, else its path."""
    return run.name if run.parent.resolve() == root().resolve() else str(run)


def read_config(run: Path) -> RunConfig:
    """Read a run's config; `CheckpointError` where there is none."""
    path = run / "config.json"
    try:
        return RunConfig.from_json(path.read_text(), path)
    except FileNotFoundError as error:
        known = ", ".join(p.name for p in all_runs()) or "none"
        raise CheckpointError(f"no run here; under {root().name}/ there is {known}", run) from error
    except OSError as error:
        raise CheckpointError(f"cannot be read: {error.strerror}", path) from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not a text file", path) from error


def all_runs() -> list[Path]:
    """Every run under `root()` whose config can be read, by name; `unreadable` has the others."""
    broken = unreadable()
    return [run for run in _folders() if run.name not in broken]


def unreadable() -> dict[str, str]:
    """Why a folder under `root()` cannot be opened, by its name: its config is broken, or of a newer version."""
    found = {}
    for run in _folders():
        try:
            read_config(run)
        except (CheckpointError, ConfigError) as error:
            found[run.name] = str(error)
    return found


def _folders() -> list[Path]:
    return sorted(p.parent for p in root().glob("*/config.json"))


def has_code(run: Path) -> bool:
    """Whether a run's model puts pictures into a code, as all do but those of whole photos."""
    return read_config(run).model.has_code


def measured(*kinds: str) -> list[tuple[Path, RunConfig]]:
    """The runs that have been measured, by name, with their configs; of some kinds where they are named."""
    found = [(run, read_config(run)) for run in all_runs() if (run / "report.json").exists()]
    return [(run, config) for run, config in found if not kinds or config.model.kind in kinds]


def photo_runs(kind: str) -> list[Path]:
    """The finished runs that restore whole photos, by name; `kind` is dae or inpaint."""
    return [run for run, config in measured(kind) if config.model.of_photos]


def shipped(run: Path) -> bool:
    """Whether a run came with the project, and so is not a user's to delete."""
    return run.name in SHIPPED and run.parent.resolve() == ROOT


def headline(run: Path) -> dict[str, Any]:
    """One row of `list`: what the run is, and its main metric beside the published value."""
    config = read_config(run)
    report = read_json(run / "report.json") or {}
    status = read_json(run / "status.json") or {}
    name = report.get("headline")
    metric = report.get("metrics", {}).get(name) or {}
    return {
        "name": run.name,
        "data": config.data.name,
        "model": config.model.kind,
        "arch": config.model.arch,
        "latent_dim": config.model.latent_dim if config.model.has_code else None,
        "epoch": status.get("epoch"),
        "metric": name,
        "value": metric.get("value"),
        "unit": metric.get("unit"),
        "published": metric.get("published"),
        "source": metric.get("source"),
    }
