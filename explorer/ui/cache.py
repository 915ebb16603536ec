"""What the server keeps between reruns and shares between sessions; every entry ends when its file changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import streamlit as st
from PIL import Image

from explorer.component.point_map import Kit
from explorer.config import DataConfig
from explorer.files import read_json
from explorer.latent.atlas import Atlas, read, thumbnails
from explorer.latent.inverse import usual_distance
from explorer.metrics.anomaly import anomaly, log_density
from explorer.training.runs import all_runs

Numbers = npt.NDArray[np.float64]
LARGEST = 16 * 2**20  # bytes of a decoder that a browser opens while somebody waits

if TYPE_CHECKING:
    from explorer.data import ImageSet
    from explorer.training.checkpoint import Run


def finished() -> list[Path]:
    """The runs that can be opened, by name."""
    return [run for run in all_runs() if (run / "report.json").exists()]


def atlas(run: Path) -> Atlas | None:
    """The atlas of a run, or None where it has none."""
    stamp = _changed(run / "atlas" / "atlas.json")
    return _atlas(run, stamp) if stamp else None


def thumbs(run: Path) -> list[Image.Image]:
    """The decoded thumbnails of a run's first points."""
    return _thumbs(run, _changed(run / "atlas" / "thumbs.png"))


def oddness(run: Path) -> tuple[Numbers, Numbers]:
    """The log density (n,) nats of the codes of a run's atlas, and the anomaly score (n,) of its pictures."""
    return _oddness(run, _changed(run / "atlas" / "codes.npz"))


def kit(run: Path) -> Kit | str:
    """What decodes the codes of a run's atlas in the browser, or the sentence that says why nothing does."""
    file = run / "decoder.onnx"
    if not file.exists():
        why = (read_json(run / "status.json") or {}).get("no_onnx")
        reason = f": {why}" if why else ""
        return (
            f"This run has no decoder.onnx, so that a drag shows no picture{reason}. A click on the map still selects."
        )
    if (size := file.stat().st_size) > LARGEST:
        return f"The decoder is {size / 2**20:.0f} MB, more than the 16 MB that a browser opens. A click still selects."
    return _kit(run, _changed(file), _changed(run / "atlas" / "codes.npz"))


def model(run: Path, device: str) -> Run:
    """The run, open on a device; raises `CheckpointError`."""
    return _model(run, device, _changed(run / "model.safetensors"))


def images(data: DataConfig, split: str = "test") -> ImageSet:
    """A split of a dataset; raises `DataError` and its kin."""
    return _images(data.name, split, data.image_size, _changed(Path(data.name)))


def report(run: Path) -> dict[str, dict[str, float]]:
    """The metrics in a run's report.json."""
    found = read_json(run / "report.json") or {}
    return dict(found.get("metrics", {}))


@st.cache_resource(max_entries=16, show_spinner=False)
def _atlas(run: Path, stamp: float) -> Atlas:
    return read(run)


@st.cache_resource(max_entries=4, show_spinner=False)
def _thumbs(run: Path, stamp: float) -> list[Image.Image]:
    return thumbnails(run)


@st.cache_resource(max_entries=8, show_spinner=False)
def _oddness(run: Path, stamp: float) -> tuple[Numbers, Numbers]:
    found = read(run)
    density = log_density(found.z)
    return density, anomaly(found.error, density)


@st.cache_resource(max_entries=4, show_spinner=False)
def _kit(run: Path, decoder: float, codes: float) -> Kit:
    z = read(run).z
    return Kit(f"{run.name}-{decoder:.6f}-{codes:.6f}", z, usual_distance(z), (run / "decoder.onnx").read_bytes())


@st.cache_resource(max_entries=4, show_spinner="Opening the model…")
def _model(run: Path, device: str, stamp: float) -> Run:
    from explorer.training.checkpoint import open_run
    from explorer.training.device import pick

    return open_run(run, pick(device))


@st.cache_resource(max_entries=3, show_spinner="Loading the images…")
def _images(name: str, split: str, image_size: int | None, stamp: float) -> ImageSet:
    from explorer import data

    return data.load(name, split, image_size)


def _changed(path: Path) -> float:
    return path.stat().st_mtime if path.exists() else 0.0
