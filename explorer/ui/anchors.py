"""The images that paths and directions start from: of the dataset, one's own, else decoded from their codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import streamlit as st

from explorer.config import RunConfig
from explorer.errors import InputError
from explorer.pictures import to_image
from explorer.ui import cache, controls, figures, state
from explorer.ui.controls import Pixels
from explorer.ui.figures import Framed

if TYPE_CHECKING:
    from explorer.latent.atlas import Atlas
    from explorer.training.checkpoint import Run

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Anchor:
    """A picture (C, H, W), the code (d,) that the run gives it, its word, and whether it is real or decoded."""

    picture: Pixels
    z: Floats
    word: str
    kind: str

    def framed(self, name: str = "") -> Framed:
        """As `figures.row` draws it, with its name, as A, before its word."""
        return to_image(self.picture), f"{name}, {self.word}" if name else self.word, self.kind


def missing(config: RunConfig) -> None:
    """One line where a run's images are not on this machine, with what brings them; nothing where they are."""
    from explorer import data

    row = data.DATASETS.get(config.data.name)
    if row is None or data.available(config.data.name):
        return
    words, button = st.columns([4, 1], vertical_alignment="center")
    words.caption(f"{row.title} is not on this machine: its test images are shown as decoded from their codes.")
    if button.button(f"Download {row.title}", icon=":material/download:", key="get-data"):
        with state.errors_as_sentences():
            cache.images(config.data)
            st.rerun()


def anchor(run: Run, name: str, default: int, label: str, own: bool = False) -> Anchor:
    """One image, chosen by its number as `name`, or one's own where one was brought: `own` says if that is first.

    Raises `InputError` where neither the images nor their codes are here.
    """
    if state.own_image() is not None and st.toggle("Your image", value=own, key=f"own-{name}"):
        return brought(run)[0]
    return of_test(run, [controls.pick_number(name, default, label, _known(run), "the test images")])[0]


def brought(run: Run) -> list[Anchor]:
    """One's own image, where one was brought."""
    from explorer.data.folder import to_array

    own = state.own_image()
    if own is None:
        return []
    picture = to_array(own, run.config.model.image_shape)
    return [Anchor(picture, encoded(run, picture[None])[0], "your image", figures.REAL)]


def of_test(run: Run, indices: Sequence[int]) -> list[Anchor]:
    """Test images by their numbers; raises `InputError` where one is not there."""
    n = _known(run)
    for index in indices:
        if not 0 <= index < n:
            raise InputError(f"the test images go from 0 to {n - 1}; there is no {index}")
    images = cache.here(run.config.data)
    if images is not None:
        pictures = images.images[list(indices)]
        codes, word, kind = encoded(run, pictures), "test image {}", figures.REAL
    else:
        codes = _atlas(run).z[list(indices)]
        pictures, word, kind = decoded(run, codes), "test image {}, decoded", figures.MADE
    return [Anchor(picture, z, word.format(i), kind) for picture, z, i in zip(pictures, codes, indices, strict=True)]


def encoded(run: Run, pictures: Pixels) -> Floats:
    """Codes (n, d) of pictures (n, C, H, W), as an array."""
    return np.asarray(controls.codes(run, pictures).float().cpu(), np.float32)


def decoded(run: Run, z: Floats) -> Pixels:
    """Pictures (n, C, H, W) of codes (n, d)."""
    import torch

    return controls.decode(run, torch.from_numpy(np.ascontiguousarray(z)).to(controls.device_of(run)))


def _known(run: Run) -> int:
    images = cache.here(run.config.data)
    return len(_atlas(run).z) if images is None else len(images)


def _atlas(run: Run) -> Atlas:
    found = cache.atlas(run.path)
    if found is None:
        raise InputError("neither this run's images nor their codes are on this machine: bring an image of your own")
    return found
