"""What the server keeps between reruns and shares between sessions; every entry ends when its file changes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import streamlit as st
from PIL import Image

from explorer.config import DataConfig
from explorer.errors import DataError
from explorer.files import read_json
from explorer.latent import captions
from explorer.latent.atlas import COLUMNS, Atlas, read, thumbnails
from explorer.latent.kit import Encoding, Kit, Originals, Unable, read_encoding, read_kit
from explorer.pictures import sheet
from explorer.training.runs import all_runs, has_code, read_config

Numbers = npt.NDArray[np.float64]

if TYPE_CHECKING:
    from explorer.data import ImageSet
    from explorer.data.photo import Photo
    from explorer.training.checkpoint import Run


def finished() -> list[Path]:
    """The runs that can be opened, by name; those of photos, which have no codes to look at, are not among them."""
    return [run for run in all_runs() if (run / "report.json").exists() and has_code(run)]


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
    return _kit(run, _changed(run / "decoder.onnx"), _changed(run / "atlas" / "codes.npz"))


def encoding(run: Path) -> Encoding | Unable | None:
    """What encodes a run's pictures in the browser, or why nothing does, or None where there is no encoder.onnx."""
    found = kit(run)
    return None if isinstance(found, str) else _encoding(run, found.id, _changed(run / "encoder.onnx"))


def originals(run: Path) -> Originals | None:
    """The real images of a run's map, or None where its data are not on this machine."""
    from explorer import data

    source, found = read_config(run).data, kit(run)
    if isinstance(found, str) or (source.name in data.DATASETS and not data.available(source.name)):
        return None
    try:
        return _originals(run, found.id)
    except DataError:
        return None


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


@st.cache_resource(max_entries=4, show_spinner=False)
def picture(id: str, _name: str, _blob: bytes) -> Image.Image:
    """A person's picture of 8 bits, by the id of its bytes; raises `ImageError`."""
    from explorer.data.folder import decode_image

    return decode_image(_blob, _name)


@st.cache_resource(max_entries=4, show_spinner=False)
def photo(id: str, _name: str, _blob: bytes) -> Photo:
    """A person's photo as its file has it, by the id of its bytes; raises `ImageError`."""
    from explorer.data.photo import decode

    return decode(_blob, _name)


@st.cache_resource(max_entries=16, show_spinner=False)
def _atlas(run: Path, stamp: float) -> Atlas:
    return read(run)


@st.cache_resource(max_entries=4, show_spinner=False)
def _thumbs(run: Path, stamp: float) -> list[Image.Image]:
    return thumbnails(run)


@st.cache_resource(max_entries=8, show_spinner=False)
def _oddness(run: Path, stamp: float) -> tuple[Numbers, Numbers]:
    return captions.oddness(read(run))


@st.cache_resource(max_entries=4, show_spinner=False)
def _kit(run: Path, decoder: float, codes: float) -> Kit | str:
    return read_kit(run)


@st.cache_resource(max_entries=4, show_spinner=False)
def _encoding(run: Path, kit_id: str, stamp: float) -> Encoding | Unable | None:
    return read_encoding(run, kit(run))


@st.cache_resource(max_entries=4, show_spinner=False)
def _originals(run: Path, kit_id: str) -> Originals:
    pictures = images(read_config(run).data).images[: len(read(run).z)]
    out = io.BytesIO()
    sheet(pictures, COLUMNS).save(out, "PNG", compress_level=3)
    return Originals(kit_id, len(pictures), COLUMNS, out.getvalue())


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
