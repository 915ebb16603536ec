"""The photo inside the network: the feature maps that its convolutions make on the way down and up again."""

from __future__ import annotations

import numpy as np
import streamlit as st
import torch
from PIL import Image

from explorer.corruptions import with_level
from explorer.data.photo import Photo
from explorer.models.denoising import MultiScale
from explorer.pictures import to_image, to_uint8
from explorer.restore.inside import Stage, stages
from explorer.training.checkpoint import Run
from explorer.ui import controls, figures, photo_source
from explorer.ui.photo_source import Source

SIDE = 384  # pixels: the longer side of the photo as it is shown here
COLUMNS = 4
WORDS = {"down": "on the way down", "bottom": "at the bottom", "up": "on the way up, with the skip"}
Cell = tuple[str, str, Image.Image, str]  # what it is, what of it is shown, the picture, real or made


def panel(source: Source, run: Run) -> None:
    """The photo with noise, the stages, and the photo that comes out."""
    added = st.slider("Noise added, σ in grey levels", 0, 55, 25, key="sigma-inside", bind="query-params")
    photo = photo_source.small(source.photo, SIDE)
    seen = _seen(photo, run, float(added))
    assert isinstance(run.model, MultiScale)
    found = stages(run.model, seen)
    with torch.inference_mode():
        made = run.model(seen)
    width, height = photo.size
    st.markdown(
        f"A 3×3 **convolution** looks at small neighbourhoods; every halving **down** lets it look twice as far; every "
        f"doubling **up** puts the answer back in its place. Your photo at {width} × {height} pixels on its way:"
    )
    down = len(run.model.before) + 1
    _row([("what goes in", "", _picture(seen[:, :-1], photo), figures.REAL), *map(_cell, found[:down])])
    _row([("what comes out", "", _picture(made, photo), figures.MADE), *map(_cell, reversed(found[down:]))])
    st.caption(
        "Read it as a U: down to the right in the first row, back up to the left in the second. Of each stage the "
        "twelve feature maps that vary most, each from its own darkest to its own brightest value. "
        "The network never sees the photo as one vector: it has no code, and so no latent space to drag through."
    )


def _seen(photo: Photo, run: Run, sigma: float) -> torch.Tensor:
    """What the network sees of it, (1, C + 1, H, W)."""
    channels = run.config.model.image_shape[0]
    image = photo.image().convert("L" if channels == 1 else "RGB")
    x = torch.from_numpy(np.atleast_3d(np.asarray(image, np.float32) / 255)).permute(2, 0, 1)[None]
    noise = torch.randn(x[:, :1].shape if image.mode == "L" or photo.pixels.shape[2] == 1 else x.shape,
                        generator=torch.Generator().manual_seed(0))  # fmt: skip
    return with_level(x + sigma / 255 * noise, sigma / 255).to(controls.device_of(run))


def _picture(x: torch.Tensor, photo: Photo) -> Image.Image:
    return to_image(to_uint8(x.float().cpu())[0]).convert("L" if photo.pixels.shape[2] == 1 else "RGB")


def _cell(stage: Stage) -> Cell:
    width, height = stage.size
    word = f"1/{stage.scale} {WORDS[stage.name]}"
    return word, f"{len(stage.maps)} of {stage.channels} maps of {width} × {height}", _sheet(stage), figures.MADE


def _row(cells: list[Cell]) -> None:
    """Side by side: stages of the same size stand below each other."""
    figures.row([(image, f"{word}\n{note}".strip(), kind) for word, note, image, kind in cells], 320, columns=4)


def _sheet(stage: Stage) -> Image.Image:
    """Its maps in rows, one pixel as one pixel."""
    from explorer.pictures import sheet

    return sheet(stage.maps[:, None], COLUMNS, gap=2)
