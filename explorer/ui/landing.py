"""The point that was left: decoded by torch, with what lies near it in latent space and looks like it in pixels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import streamlit as st
from PIL import Image

from explorer.latent.atlas import Atlas
from explorer.metrics.neighbours import alike
from explorer.pictures import to_image
from explorer.ui import cache, figures, state
from explorer.ui.map_panel import dragged, left_at

if TYPE_CHECKING:
    from explorer.data import ImageSet
    from explorer.latent.landing import Landing

SHOWN = 3  # neighbours of each kind
HELP = (
    "The decoded picture z → x̂, taken for an image. Cycle error: |encode(decode(z)) − z|. "
    "ELBO: by 64 samples of the posterior. Apart in pixels: the squared error, values in [0, 1]."
)


def landing(run: Path, atlas: Atlas, original: ImageSet | None) -> None:
    """A row on the code at which the last drag ended; nothing where there was none. `original`: the test images."""
    z = left_at(run)
    if z is None or len(z) != atlas.z.shape[1]:
        return
    dragged(run)
    with state.errors_as_sentences():
        from explorer.latent.landing import land

        found = land(cache.model(run, state.device()).model, z)
        thumbs = cache.thumbs(run)
        own, known, latent, pixel = st.columns([3, 6, 5, 5])
        with own:
            figures.row([(to_image(found.picture), "decoded by torch", figures.MADE)], 112)
        known.markdown(_facts(found), help=HELP)
        with latent:
            distance = np.linalg.norm(atlas.z[: len(thumbs)] - np.asarray(z, np.float32), axis=1)
            near = np.argsort(distance)[:SHOWN]
            figures.row([(thumbs[k], f"{distance[k]:.2f} away", figures.MADE) for k in near], 72)
            st.caption("nearest in latent space, decoded")
        with pixel:
            _alike(found, thumbs, original)


def _facts(found: Landing) -> str:
    """What the model says to its own picture, with units."""
    lines = [f"squared error **{found.error:.2f}** when it is encoded again"]
    if found.nll is not None and found.kl is not None:
        bound = f"{-found.nll - found.kl:.1f}".replace("-", "−")
        lines = [f"ELBO **{bound}** nats", f"reconstruction {found.nll:.1f}, KL {found.kl:.1f} nats"]
    return "  \n".join([*lines, f"cycle error **{found.cycle:.2f}** in latent space"])


def _alike(found: Landing, thumbs: list[Image.Image], original: ImageSet | None) -> None:
    """The pictures that look most like the decoded one: of the real test images, or of the decoded ones."""
    real = original is not None and original.images.shape[1:] == found.picture.shape
    pictures = original.images if original is not None and real else _arrays(thumbs)
    near, error = alike(found.picture, pictures, SHOWN)
    kind = figures.REAL if real else figures.MADE
    shown = [(to_image(pictures[k]), f"{e:.1f} apart", kind) for k, e in zip(near, error, strict=True)]
    figures.row(shown, 72)
    of = "test images" if real else "decoded pictures, since the real ones are not here"
    st.caption(f"most alike in pixels, of {len(pictures):,} {of}")


def _arrays(thumbs: list[Image.Image]) -> npt.NDArray[np.uint8]:
    pictures = np.stack([np.asarray(thumb) for thumb in thumbs])
    return pictures[:, None] if pictures.ndim == 3 else pictures.transpose(0, 3, 1, 2)
