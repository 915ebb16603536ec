"""Many photos: files and ZIPs in, one ZIP of restored photos out."""

from __future__ import annotations

import streamlit as st

from explorer.data.folder import ENDINGS
from explorer.restore.batch import Batch, denoise_all
from explorer.training.checkpoint import Run
from explorer.ui import shelf


def panel(run: Run) -> None:
    """The files, the button, the bar, the ZIP."""
    files = st.file_uploader(
        "Photos, or ZIPs of them", [*(e.removeprefix(".") for e in ENDINGS), "zip"], accept_multiple_files=True,
        key="many",
    )  # fmt: skip
    strength = st.slider(
        "Strength", 0.0, 2.0, 1.0, 0.05, key="strength-many",
        help="The noise that the network is told, as a multiple of what is estimated from each photo",
    )  # fmt: skip
    ids = tuple(file.file_id for file in files), strength
    if st.button("Denoise all", type="primary", icon=":material/auto_fix_high:", disabled=not files):
        bar = st.progress(0.0, "Starting")

        def told(share: float, name: str) -> None:
            bar.progress(min(1.0, share), name)

        st.button("Cancel", key="cancel-many")  # any click ends it: the bar hands the turn back to the page
        brought = [(file.name, file.getvalue()) for file in files]
        found = denoise_all(run.model, brought, strength, told, shelf.shelf().turn)
        st.session_state["batch"] = ids, found
        st.rerun()
    done, batch = st.session_state.get("batch", (None, None))
    if batch is not None and done == ids:
        _result(batch)


def _result(batch: Batch) -> None:
    restored = len(batch.rows) - len(batch.problems)
    st.success(f"{restored} photos restored, each at its own estimated noise level.")
    for problem in batch.problems:
        st.error(problem, icon=":material/error:")
    if restored:
        st.download_button(
            "Restored photos as ZIP", batch.blob, "restored.zip", "application/zip", on_click="ignore",
            icon=":material/download:", help="report.csv in it says for each photo how noisy it was",
        )  # fmt: skip
    st.dataframe(
        [{"Photo": row.name, "σ estimated": row.sigma, "Problem": row.problem} for row in batch.rows], hide_index=True
    )
