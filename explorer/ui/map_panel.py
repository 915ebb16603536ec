"""The map with its clicks, and what is known of the chosen point: for Home and the Latent map."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import streamlit as st

from explorer.component.point_map import bring, point_map
from explorer.latent.atlas import Atlas
from explorer.latent.captions import scale
from explorer.latent.kit import Kit, Unable
from explorer.palette import PALETTE
from explorer.training import jobs
from explorer.ui import cache, state

WRITTEN = (
    "The decoder of this run is being written for the browser; in some ten seconds a drag shows its picture here. "
    "A click on the map selects."
)


def chart(
    run: Path, atlas: Atlas, method: str, by: str = "label", thumbnails: bool = True, every_point: bool = True
) -> None:
    """Draw the map: a drag decodes in the browser, a click selects the image for every page."""
    key = f"map-{run.name}-{every_point}"
    sheet = run / "atlas" / "thumbs.png"
    point_map(
        atlas, method, sheet, choose(atlas), PALETTE, key, lambda: _picked(key), lambda: _released(run, key),
        kit(run), scale(atlas, by, lambda: cache.oddness(run)), thumbnails, every_point, awaits=awaits(run),
        on_groups=lambda: _grouped(run, key),
    )  # fmt: skip


def kit(run: Path) -> Kit | str:
    """What decodes a run's codes in the browser, or the sentence that says why nothing does, or not yet."""
    found = cache.kit(run)
    return WRITTEN if isinstance(found, str) and awaits(run) else found


def bring_parcels(run: Path) -> None:
    """What the drag over a run's map decodes and encodes with, and the real images: the last that a page sends."""
    if awaits(run) and str(run) not in _exporters():
        _exporters()[str(run)] = jobs.export_onnx(run)
    found = cache.kit(run)
    if isinstance(found, str):
        return
    bring(found)
    if (originals := cache.originals(run)) is not None:
        bring(originals)
    if (encoding := cache.encoding(run)) is not None:
        bring(encoding)
    elif not awaits(run):
        bring(Unable(found.id, "The encoder of this run could not be written; the reason is in its log.txt."))


def awaits(run: Path) -> bool:
    """Whether decoder or encoder of a run are still to come: its map asks for them while nobody touches it.

    To save room shipped runs come without encoder.onnx, and most without decoder.onnx: a worker writes them once.
    """
    if jobs.lacks_decoder(run):
        return _worked(run)
    return not isinstance(cache.kit(run), str) and cache.encoding(run) is None and _worked(run)


def _worked(run: Path) -> bool:
    worker = _exporters().get(str(run))
    return worker is None or worker.poll() is None


@st.cache_resource(show_spinner=False)
def _exporters() -> dict[str, subprocess.Popen[bytes]]:
    """The worker that writes a run's ONNX files, by run, once for all sessions."""
    return {}


def _picked(key: str) -> None:
    picked = st.session_state[key].picked
    if picked is not None:
        state.select(int(picked))
        st.session_state.pop("dragged", None)


def _released(run: Path, key: str) -> None:
    """Keep the code at which a drag ended, with its run."""
    st.session_state["dragged"] = run.name, st.session_state[key].released


def _grouped(run: Path, key: str) -> None:
    """Keep the two lassoed groups of an attribute vector, with their run, for the page Generate."""
    one, two = st.session_state[key].groups
    st.session_state["grouped"] = run.name, [int(i) for i in one], [int(i) for i in two]


def grouped(run: Path) -> tuple[list[int], list[int]] | None:
    """The indices of the two groups of this run's images that were lassoed and kept last, or None."""
    name, one, two = st.session_state.get("grouped", (None, [], []))
    return (one, two) if name == run.name else None


def left_at(run: Path) -> list[float] | None:
    """The code at which the last drag over this run's map ended, or None since a click."""
    name, z = st.session_state.get("dragged", (None, None))
    return list(z) if name == run.name and z else None


def dragged(run: Path) -> None:
    """One line on the code at which the last drag over this run's map ended."""
    if z := left_at(run):
        length, numbers = float(np.linalg.norm(z)), ", ".join(f"{v:.2f}" for v in z[:4])
        more = f", … ({len(z)} numbers)" if len(z) > 4 else ""
        st.caption(f"The point was left at the code ({numbers}{more}), {length:.2f} from the origin.")


def choose(atlas: Atlas) -> int:
    """The selected point, kept inside the map."""
    return min(state.selected(), len(atlas.z) - 1)


def facts(atlas: Atlas, i: int) -> None:
    """Label, error and KL of one point, with units and the map's split."""
    names = atlas.label_names
    label = names[atlas.label[i]] if 0 <= atlas.label[i] < len(names) else "none"
    lines = [f"**{label}** · {atlas.meta['data']}, {atlas.meta['split']} image {i}"]
    lines.append(f"squared error {atlas.error[i]:.2f} per image")
    if atlas.kl.any():
        lines.append(f"KL {atlas.kl[i]:.1f} nats")
    st.markdown("  \n".join(lines))
