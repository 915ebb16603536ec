"""Photos: one's own photo denoised or inpainted at its own size, seen from inside the network; many in one go."""

from __future__ import annotations

import streamlit as st

from explorer.training.runs import PHOTO_DENOISER, PHOTO_INPAINTER, photo_runs
from explorer.ui import cache, controls, photo_denoise, photo_inpaint, photo_inside, photo_many, photo_source, state

DENOISE, INPAINT, INSIDE, MANY = "Denoise", "Inpaint", "Inside the network", "Many photos"
PANELS = {DENOISE: photo_denoise.panel, INPAINT: photo_inpaint.panel, INSIDE: photo_inside.panel}


def page() -> None:
    controls.title(
        "Photos",
        "Convolutions only, from the photo's full size down to an eighth and back up, with skips on the way: "
        "such a network restores a photo of any size, at its own size.",
    )
    task = st.segmented_control(
        "Task", [*PANELS, MANY], default=DENOISE, key="task", bind="query-params", required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    kind = "inpaint" if task == INPAINT else "dae"
    if not photo_runs(kind):
        st.info(
            "No model for whole photos is trained yet. `python -m explorer train --arch multiscale --data FOLDER …` "
            "makes one; the README has the line."
        )
        return
    if task == MANY:
        photo_many.panel(_model(kind))
        return
    source = photo_source.pick()
    if source is None:
        return
    with state.errors_as_sentences():
        PANELS[task](source, _model(kind))


def _model(kind: str):
    """The run of a kind that restores photos, the shipped one first; asked only where there are several."""
    own = PHOTO_INPAINTER if kind == "inpaint" else PHOTO_DENOISER
    runs = {run.name: run for run in sorted(photo_runs(kind), key=lambda run: (run.name != own, run.name))}
    name = next(iter(runs))
    if len(runs) > 1:
        name = st.selectbox("Model", list(runs), key=f"photo-model-{kind}", bind="query-params")
    return cache.model(runs[name], state.device())
