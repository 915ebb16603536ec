"""Photos: one's own photo denoised or inpainted at its own size, seen from inside the network; many in one go."""

from __future__ import annotations

import streamlit as st

from explorer.training.runs import photo_runs
from explorer.ui import controls, photo_denoise, photo_inpaint, photo_inside, photo_many, photo_source, state

TASKS = {
    "denoise": "Denoise",
    "inpaint": "Inpaint",
    "inside": "Inside the network",
    "many": "Many photos",
}
KINDS = {"inpaint": "inpaint"}  # of the models that a task needs; the others need a denoiser


def page() -> None:
    controls.title(
        "Photos",
        "Convolutions only, from the photo's full size down to an eighth and back up, with skips on the way: "
        "such a network restores a photo of any size, at its own size.",
    )
    task = st.segmented_control(
        "Task", list(TASKS), format_func=TASKS.get, default="denoise", key="task", bind="query-params", required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    kind = KINDS.get(task, "dae")
    names = [run.name for run in photo_runs(kind)]
    if not names:
        st.info(
            "No model for whole photos is trained yet. `python -m explorer train --arch multiscale --data FOLDER …` "
            "makes one; the README has the line."
        )
        return
    if task == "many":
        photo_many.panel(_model(kind))
        return
    source = photo_source.pick()
    if source is None:
        return
    with state.errors_as_sentences():
        {"denoise": photo_denoise.panel, "inpaint": photo_inpaint.panel, "inside": photo_inside.panel}[task](
            source, _model(kind)
        )


def _model(kind: str):
    """The run of a kind that restores photos, its own name first; asked only where there are several."""
    from explorer.ui import cache

    runs = {
        run.name: run for run in sorted(photo_runs(kind), key=lambda run: (not run.name.startswith("photo-"), run.name))
    }
    name = next(iter(runs))
    if len(runs) > 1:
        name = st.selectbox("Model", list(runs), key=f"photo-model-{kind}", bind="query-params")
    return cache.model(runs[name], state.device())
