"""The sidebar, the same on every page: the run, one's own image, the device, the running job."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer.training import jobs
from explorer.training.runs import headline
from explorer.ui import cache, figures, state

KINDS = {
    "pca": "PCA", "ae": "Autoencoder", "vae": "VAE", "dae": "Denoising autoencoder",
    "inpaint": "Inpainting autoencoder", "classifier": "Classifier",
    "sdae": "Stacked denoising autoencoder", "jigsaw": "Jigsaw sorter",
    "oneclass": "One VAE for each class",
}  # fmt: skip
METRICS = {
    "loss": "−ELBO", "iwae_nll": "−log p(x)", "accuracy": "Accuracy", "state_accuracy": "States named right",
    "exact": "All tiles right", "auroc": "AUROC, mean over classes",
    "squared_error": "Squared error", "psnr": "PSNR, denoised", "psnr_hole": "PSNR in the hole",
}  # fmt: skip


def draw() -> None:
    """Draw the sidebar; afterwards `state.run()` and its kin answer."""
    names = _offered()
    if not names:
        st.error("There is no trained run under checkpoints/: train one with `python -m explorer train`.")
        st.stop()
    with st.sidebar:
        opened = st.session_state.pop("opened", None)
        if opened in names:
            st.session_state["run"] = opened
        if st.session_state.get("run") not in names:
            st.session_state.pop("run", None)
        st.selectbox("Run", names, key="run", bind="query-params")
        _card()
        _own_image()
        found = state.devices()
        st.selectbox("Device", found, key="device", format_func=str.upper, persist_state="session",
                     help="Where models are opened and trained")  # fmt: skip
        _jobs()


def _offered() -> list[str]:
    """The runs to choose from, and the one that is asked for."""
    asked = (st.session_state.get("opened"), st.session_state.get("run"), st.query_params.get("run"))
    found = {run.name for run in cache.finished()} | {run.name for run in cache.coded() if run.name in asked}
    return sorted(found, key=lambda name: (name != state.FIRST, name))


def _card() -> None:
    run = state.run()
    row = headline(run)
    st.caption(kind_of(row))
    if row["value"] is None:
        return
    published = "" if row["published"] is None else f" · published {row['published']:g}"
    unit = str(row["unit"]).split(",")[0]
    st.markdown(f"{METRICS[row['metric']]} **{row['value']:.4g}** {unit}{published}", help=row["source"])


def kind_of(row: dict[str, Any]) -> str:
    """What a run is, in a few words; `row` is one of `headline`."""
    parts = [KINDS[row["model"]]]
    parts += [] if row["model"] == "pca" else [row["arch"]]
    parts += [] if row["latent_dim"] is None else [f"{row['latent_dim']} latents"]
    return f"{', '.join(parts)} · {row['data']}"


def _own_image() -> None:
    found, image = state.brought(), None
    with state.errors_as_sentences():
        image = state.own_image()
    if found is None or image is None:
        state.leave()
        st.file_uploader("Your image", key="upload", on_change=state.bring_upload, args=("upload",),
                         help="Goes through every page; stays on this machine")  # fmt: skip
        return
    small = image.copy()
    small.thumbnail((240, 240))
    figures.picture(small, f"{found.name}, {image.width}×{image.height}", figures.REAL, 120)
    st.button("Another image", icon=":material/close:", on_click=state.leave, type="tertiary")


def _jobs() -> None:
    """The running jobs with their bars, refreshed while there are any: an idle page sends the server nothing."""
    busy = any(job["state"] in jobs.BUSY for job in jobs.jobs())
    st.fragment(_bars, run_every=2 if busy else None)()


def _bars() -> None:
    for job in jobs.jobs():
        if job["state"] in jobs.BUSY:
            share = job.get("step", 0) / max(1, job.get("steps", 1))
            st.progress(share, f"{job['run']}: {job['state']}, epoch {job.get('epoch', 0)}")
