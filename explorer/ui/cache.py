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
from explorer.pictures import sheet, to_array
from explorer.training.runs import CURVES, read_config, shipped
from explorer.training.runs import measured as measured_runs

Numbers = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]
COMPARED = 100  # test images whose distance to the training images is the measure of a sample's

if TYPE_CHECKING:
    from explorer.data import ImageSet
    from explorer.data.photo import Photo
    from explorer.latent.mixture import Mixture
    from explorer.training.checkpoint import Run


def finished() -> list[Path]:
    """The runs to choose from, by name: without the shipped ones that are there for a curve, but one with a map."""
    return [run for run in coded() if run.name not in CURVES or not shipped(run) or (run / "atlas").exists()]


def coded() -> list[Path]:
    """Every run that can be opened, by name; those of photos, which have no codes to look at, are not among them."""
    return [run for run, config in measured_runs() if config.model.has_code]


def atlas(run: Path) -> Atlas | None:
    """The atlas of a run, or None where it has none."""
    stamp = changed(run / "atlas" / "atlas.json")
    return _atlas(run, stamp) if stamp else None


def thumbs(run: Path) -> list[Image.Image]:
    """The decoded thumbnails of a run's first points."""
    return _thumbs(run, changed(run / "atlas" / "thumbs.png"))


def oddness(run: Path) -> tuple[Numbers, Numbers]:
    """The log density (n,) nats of the codes of a run's atlas, and the anomaly score (n,) of its pictures."""
    return _oddness(run, changed(run / "atlas" / "codes.npz"))


def kit(run: Path) -> Kit | str:
    """What decodes the codes of a run's atlas in the browser, or the sentence that says why nothing does."""
    return _kit(run, changed(run / "decoder.onnx"), changed(run / "atlas" / "codes.npz"))


def encoding(run: Path) -> Encoding | Unable | None:
    """What encodes a run's pictures in the browser, or why nothing does, or None where there is no encoder.onnx."""
    found = kit(run)
    return None if isinstance(found, str) else _encoding(run, found.id, changed(run / "encoder.onnx"))


def originals(run: Path) -> Originals | None:
    """The real images of a run's map, or None where its data are not on this machine."""
    found = kit(run)
    return None if isinstance(found, str) or here(read_config(run).data) is None else _originals(run, found.id)


def model(run: Path, device: str) -> Run:
    """The run, open on a device; raises `CheckpointError`."""
    return _model(run, device, changed(run / "model.safetensors"))


def stamp(*runs: Path) -> float:
    """When the weights of any of some runs were last written: what is worked out of them is good until then."""
    return max(changed(run / "model.safetensors") for run in runs)


def images(data: DataConfig, split: str = "test") -> ImageSet:
    """A split of a dataset; raises `DataError` and its kin."""
    return _images(data.name, split, data.image_size, changed(Path(data.name)))


def here(data: DataConfig, split: str = "test") -> ImageSet | None:
    """A split of a dataset where it is on this machine, else None: nothing is downloaded for it."""
    from explorer import data as datasets

    if data.name in datasets.DATASETS and not datasets.available(data.name):
        return None
    try:
        return images(data, split)
    except DataError:
        return None


def codes(run: Path, device: str) -> Floats | None:
    """The codes (n, d) of the images that a run was trained on, or None where they are not on this machine."""
    source = read_config(run).data
    return None if here(source, "train") is None else _codes(run, device, changed(run / "model.safetensors"))


def spread(data: DataConfig) -> float | None:
    """How far the first test images are from the training image nearest to each: the median squared error."""
    train, test = here(data, "train"), here(data, "test")
    return None if train is None or test is None else _spread(data.name, data.image_size)


def mixture(run: Path, label: int | None = None) -> Mixture:
    """Gaussians fitted to the codes of a run's atlas, or the one of a class; raises `InputError`."""
    return _mixture(run, label, changed(run / "atlas" / "codes.npz"))


def measured(run: Path, name: str) -> Numbers:
    """What `MEASURES` has as `name`, of the decoded pictures of a run's first points, (n,)."""
    return _measured(run, name, changed(run / "atlas" / "thumbs.png"))


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


@st.cache_resource(max_entries=2, show_spinner="Encoding the training images…")
def _codes(run: Path, device: str, stamp: float) -> Floats:
    from explorer.metrics.report import encoded

    return encoded(model(run, device).model, images(read_config(run).data, "train"))


@st.cache_resource(max_entries=8, show_spinner=False)
def _spread(name: str, image_size: int | None) -> float:
    from explorer.metrics.neighbours import nearest_among

    source = DataConfig(name, image_size)
    train, test = images(source, "train").images, images(source, "test").images[:COMPARED]
    far = nearest_among(test.reshape(len(test), -1), train.reshape(len(train), -1), 1)[1]
    return float(np.median((far / 255) ** 2))


@st.cache_resource(max_entries=32, show_spinner="Fitting Gaussians to the codes…")
def _mixture(run: Path, label: int | None, stamp: float) -> Mixture:
    from explorer.latent import mixture, sampling

    found = read(run)
    return mixture.fit(found.z) if label is None else sampling.of_class(found.z, found.label, label)


@st.cache_resource(max_entries=16, show_spinner=False)
def _measured(run: Path, name: str, stamp: float) -> Numbers:
    from explorer.latent.attributes import MEASURES

    return MEASURES[name](to_array(thumbs(run)))


@st.cache_resource(max_entries=3, show_spinner="Loading the images…")
def _images(name: str, split: str, image_size: int | None, stamp: float) -> ImageSet:
    from explorer import data

    return data.load(name, split, image_size)


def changed(path: Path) -> float:
    """When a file was last written; 0 where there is none."""
    return path.stat().st_mtime if path.exists() else 0.0
