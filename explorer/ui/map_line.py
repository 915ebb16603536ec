"""The line above a map: what is drawn, its seed and another one, or the bar of the worker that draws it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from explorer.files import read_json
from explorer.latent import stages
from explorer.latent.atlas import Atlas
from explorer.latent.captions import NAMES
from explorer.progress import clock
from explorer.training import jobs

HEIGHT = 48  # pixels, whatever stands in it: the map below does not jump when a bar comes or goes


@dataclass(frozen=True)
class Wish:
    """A map that this session waits for: its seed, or None for any, and when it was asked for."""

    seed: int | None
    stamp: float
    attempt: int = 0


def map_line(run: Path, atlas: Atlas, method: str) -> str:
    """Draw the line; return what to draw below it: the PCA map while a worker makes another for the first time."""
    key = f"wish-{run.name}-{method}"
    if method not in atlas.xy and key not in st.session_state:
        st.session_state[key] = Wish(None, _stamp(run))
    here = method if method in atlas.xy else "pca"
    with st.container(height=HEIGHT, border=False):
        if key in st.session_state:
            until = "this is the PCA" if here != method else f"this is seed {atlas.meta['maps'][method]['seed']}"
            _waiting(str(run), method, key, f"Until then {until}.")
        else:
            _about(run, atlas, method, key)
    return here


def offer(run: Path) -> None:
    """What stands in the place of a map that there is none of: a finished run's is drawn when it is asked for."""
    if (read_json(run / "status.json") or {}).get("state") != "finished":
        st.info("This run has no map yet: it has not finished training.")
        return
    key = f"wish-{run.name}-pca"
    if key not in st.session_state:
        st.info("This run came without a map.")
        if st.button("Draw its map", type="primary", help="A worker process encodes the test images, once for all"):
            st.session_state[key] = Wish(None, _stamp(run))
            st.rerun()
    else:
        _waiting(str(run), "pca", key, "")


def _about(run: Path, atlas: Atlas, method: str, key: str) -> None:
    left, right = st.columns([5, 1], vertical_alignment="center")
    seed = int(atlas.meta["maps"][method]["seed"])
    words = f"{NAMES[method]} of {len(atlas.z):,} codes"
    left.markdown(words if method == "pca" else f"{words}, seed {seed}")
    if method != "pca" and right.button(
        "Another seed", help="A worker process draws the map of the same codes anew: what changes means nothing"
    ):
        st.session_state[key] = Wish(seed + 1, _stamp(run))
        st.rerun()


@st.fragment(run_every=1)
def _waiting(run: str, method: str, key: str, until: str) -> None:
    """Have the map drawn in a worker process, once for all sessions, and look for it every second."""
    wish = st.session_state.get(key)
    if wish is None:  # it came, and the page is about to be drawn with it
        return
    worker = _worker(run, method, wish.seed, wish.stamp, wish.attempt)
    if worker.poll() == 0 or _is_there(Path(run), method, wish.seed):  # it takes a second to end
        del st.session_state[key]
        st.rerun()
    elif worker.returncode is None:
        found = stages.read(Path(run), method)
        st.progress(found.share if found else 0.0, f"{NAMES[method]} {_words(found)} {until}")
    else:
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.markdown(f":red[The {NAMES[method]} map could not be drawn; the reason is in the run's log.txt.] {until}")
        if right.button("Try again"):
            st.session_state[key] = replace(wish, attempt=wish.attempt + 1)
            st.rerun(scope="fragment")


def _is_there(run: Path, method: str, seed: int | None) -> bool:
    maps = (read_json(run / "atlas" / "atlas.json") or {}).get("maps", {})
    return method in maps and seed in (None, maps[method]["seed"])


def _words(found: stages.Progress | None) -> str:
    if found is None:
        return "is to be computed by a worker process, which is starting."
    left = found.stage if found.seconds_left is None else f"about {clock(found.seconds_left)} left"
    return f"is being computed by a worker process: {100 * found.share:.0f} %, {left}."


@st.cache_resource(max_entries=64, show_spinner=False)
def _worker(run: str, method: str, seed: int | None, stamp: float, attempt: int) -> subprocess.Popen[bytes]:
    return jobs.embed(Path(run), method, seed)


def _stamp(run: Path) -> float:
    """When the run's codes were last written; 0 where there are none."""
    file = run / "atlas" / "atlas.json"
    return file.stat().st_mtime if file.exists() else 0.0
