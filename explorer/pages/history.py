"""Through training: a run's map, its manifold and its test loss, scrubbed from the first epoch to the last."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from explorer.animation import gif, there_and_back
from explorer.component import scrubber
from explorer.config import RunConfig
from explorer.latent.history import Film, film, kept, read
from explorer.palette import PALETTE
from explorer.pictures import enlarge
from explorer.training.log import read_metrics
from explorer.training.runs import read_config
from explorer.ui import cache, controls, state
from explorer.ui.job_panel import UNITS


def page() -> None:
    run = state.run()
    config = read_config(run)
    controls.title(
        "Through training",
        "The same test images at each kept epoch of a training: codes find their places, pictures become sharp.",
    )
    files = kept(run)
    if not files:
        _none(run, config)
        return
    with state.errors_as_sentences():
        found, reel = _reel(run, max(path.stat().st_mtime for path in files.values()))
        scrubber.scrubber(reel, _names(run), PALETTE, f"film-{run.name}")
        st.caption(_words(run, found, config))
        with st.container(horizontal=True):
            st.download_button(
                "Manifold as GIF", lambda: gif(there_and_back([enlarge(s, 480) for s in found.sheets]), 300),
                f"{run.name}-training.gif", "image/gif", on_click="ignore",
            )  # fmt: skip
            st.download_button(
                "Test values as CSV", lambda: _csv(found), f"{run.name}-training.csv", "text/csv", on_click="ignore"
            )


@st.cache_resource(max_entries=4, show_spinner="Decoding every kept epoch…")
def _reel(run: Path, stamp: float):
    """The film of a run, and as the browser receives it; made once for all sessions."""
    config = read_config(run)
    found = film(read(run), config.model)
    unit = UNITS.get(config.model.kind, "squared error per image")
    return found, scrubber.reel(found, read_metrics(run), unit)


def _names(run: Path) -> list[str]:
    atlas = cache.atlas(run)
    return atlas.label_names if atlas else []


def _words(run: Path, found: Film, config: RunConfig) -> str:
    d = config.model.latent_dim
    plane = "The map is the plane of the codes itself" if d == 2 else (
        f"The map is the plane of largest variance of the {d} numbers, taken at each epoch"
    )  # fmt: skip
    n = next((row["n"] for row in read_metrics(run) if "n" in row), None)
    measured = f", first {n} test images" if n else ""
    return (
        f"{plane}, turned (never stretched) to lie as near as it can to the next epoch kept; between kept epochs the "
        f"points glide, pictures and numbers are those of the nearest one. {found.xy.shape[1]} test images on the map; "
        f"loss on {config.data.name}, test split{measured}."
    )


def _csv(found: Film) -> str:
    names = sorted({name for values in found.values for name in values})
    lines = [",".join(["epoch", *names])]
    for epoch, values in zip(found.epochs, found.values, strict=True):
        lines.append(f"{epoch}," + ",".join(f"{values[n]:.6g}" if n in values else "" for n in names))
    return "\n".join(lines) + "\n"


def _none(run: Path, config: RunConfig) -> None:
    """Why there is nothing to see, how to get it, and the runs that have it."""
    if config.model.kind == "pca":
        st.info(f"`{run.name}` is a PCA: it is solved in one step, without epochs to go through.")
    else:
        st.info(
            f"`{run.name}` kept no history of its training. A run that is trained with **History** above 0 "
            "(under *Descent* on *Train or load*, or `python -m explorer train --history 12`) can be scrubbed here."
        )
    others = [other for other in cache.finished() if kept(other)]
    if others:
        st.markdown("Open a run that has a history:")
    with st.container(horizontal=True):
        for other in others:
            st.button(other.name, key=f"open-{other.name}", on_click=state.open_run, args=(other.name,))
