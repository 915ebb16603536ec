"""A training watched from its run folder alone: bar, time left, curves, reconstructions, stop and resume."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st
from PIL import Image

from explorer.latent import stages
from explorer.pictures import enlarge
from explorer.progress import clock
from explorer.training import jobs
from explorer.training.diagnosis import diagnose
from explorer.training.log import read_metrics
from explorer.training.runs import read_config
from explorer.ui import figures, state

PHOTO_UNITS = {"dae": "squared error, of what a good denoiser leaves", "inpaint": "weighed error, grey levels of 255"}
UNITS = {"vae": "nats per image", "inpaint": "squared error per image", "classifier": "nats per image",
         "jigsaw": "nats per tile", "oneclass": "nats per image"}  # fmt: skip
WORDS = {
    "queued": "waiting for the device", "starting": "starting the worker",
    "running": "training", "paused": "paused; it waits in place", "measuring": "measuring on the test images",
    "mapping": "drawing the UMAP map", "finished": "finished", "stopped": "stopped; it can go on from here",
    "interrupted": "interrupted: the worker is gone; it can go on from its last save", "failed": "failed",
}  # fmt: skip


@st.fragment(run_every=1)
def watch(run: Path) -> None:
    """Show a run's training and refresh by itself while it goes on."""
    if not (run / "config.json").exists():
        return
    status = jobs.status(run)
    busy = status["state"] in jobs.BUSY
    _bar(run, status)
    _buttons(run, status, busy)
    config = read_config(run)
    rows = read_metrics(run)
    if rows:
        units = PHOTO_UNITS if config.model.of_photos else UNITS
        unit = units.get(config.model.kind, "squared error per image")
        smooth, log = _axes(rows)
        st.plotly_chart(
            figures.curves(rows, unit, smooth, log), key=f"curves-{run.name}", config={"displaylogo": False}
        )
        for sentence in diagnose(rows, config):
            st.info(sentence, icon=":material/stethoscope:")
    if (run / "preview.png").exists():
        with Image.open(run / "preview.png") as preview:
            st.image(enlarge(preview.copy(), 800), width=800)
        st.caption(_preview_words(config.model.kind))
    if busy:
        st.session_state["was-busy"] = run.name
    elif st.session_state.pop("was-busy", None) == run.name:
        st.rerun()  # the run has become one of those that can be opened


def _axes(rows: list[dict[str, Any]]) -> tuple[float, bool]:
    """How the curves are drawn: the weight of what came before, and whether the axis is logarithmic."""
    left, right, _ = st.columns([2, 2, 3], vertical_alignment="bottom")
    smooth = left.slider("Smoothing", 0.0, 0.95, 0.0, 0.05, key="smoothing", help="Of the training curves")
    negative = any(row.get(name, 1) <= 0 for row in rows for name in ("loss", "nll", "kl"))
    log = right.toggle("Logarithmic axis", key="log-axis", disabled=negative, help="For losses above 0")
    return smooth, log and not negative


def _bar(run: Path, status: dict[str, Any]) -> None:
    step, steps = status.get("step", 0), max(1, status.get("steps", 1))
    words = [f"**{run.name}**: {WORDS.get(status['state'], status['state'])}"]
    if status["state"] == "queued" and jobs.place(run) > 1:
        words.append(f"place {jobs.place(run)} in the queue")
    if status["state"] == "running":
        words.append(f"epoch {status['epoch'] + 1} of {status['epochs']}")
        if status.get("images_per_second"):
            how = ", ".join(str(status[k]) for k in ("device", "precision") if status.get(k))
            words.append(f"{status['images_per_second']:,} images/s on {how}")
        if status.get("memory_mib"):
            words.append(f"{status['memory_mib']:,} MiB")
        if status.get("seconds_left") is not None:
            words.append(f"{clock(status['seconds_left'])} left")
    if status["state"] == "mapping" and (drawing := stages.read(run, "umap")):
        words.append(f"{drawing.share:.0%} of it")
    st.progress(1.0 if status["state"] in ("finished", "measuring", "mapping") else step / steps, " · ".join(words))
    if status["state"] == "failed":
        st.error(status.get("message", "The reason is in the run's log.txt."), icon=":material/error:")


def _buttons(run: Path, status: dict[str, Any], busy: bool) -> None:
    columns = st.columns([1, 1, 6])
    found = status["state"]
    with state.errors_as_sentences():
        if found in ("queued", "starting", "running", "paused") and columns[0].button(
            "Stop", key="stop", help="Saves and frees the device; Resume carries on exactly"
        ):
            jobs.stop(run)
            st.toast("It saves and stops at its next step.")
        if found == "running" and columns[1].button(
            "Pause", key="pause", help="Saves and waits in place, with its memory and its turn on the device"
        ):
            jobs.pause(run)
        if found == "paused" and columns[1].button("Go on", key="go-on"):
            jobs.go_on(run)
        if found in ("stopped", "interrupted", "failed") and columns[0].button("Resume", key="resume"):
            jobs.spawn(run)
        if status["state"] == "finished" and columns[0].button("Open it", key="open", type="primary"):
            state.open_run(run.name)
            st.rerun()  # all of the page: a fragment alone would leave the sidebar as it is


def _preview_words(kind: str) -> str:
    rows = {
        "vae": "Rows: test images · their reconstructions · samples of the prior, from the same codes each epoch",
        "dae": "Rows: test images · with noise · restored",
        "inpaint": "Rows: test images · with holes · filled",
    }
    return rows.get(kind, "Rows: test images · their reconstructions") + ". Redrawn at each epoch."
