"""A contact sheet of decoded pictures in the browser, of which one is chosen by a click or by keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from explorer.palette import PALETTE
from explorer.pictures import Bytes, data_uri, png, sheet


@lru_cache(maxsize=1)
def _component() -> Callable[..., Any]:
    """Registered once per process."""
    css = (Path(__file__).parent / "build" / "contact.css").read_text()  # by its address: after the first frame
    found: Callable[..., Any] = st.components.v2.component("explorer.contact", html="", css=css, js="contact.js")
    return found


def contact(pictures: Bytes, columns: int, word: str, selected: int, key: str, on_pick: Callable[[], None]) -> None:
    """Draw pictures (n, C, H, W), `columns` to a row, each called `word` and its number; -1 selects none.

    `on_pick` runs when `picked(key)` has the index of one that was chosen.
    """
    n, _, height, width = pictures.shape
    _component()(
        key=key, default={"picked": None}, on_picked_change=on_pick,
        data={"sheet": data_uri(png(sheet(pictures, columns))), "n": n, "columns": columns, "ratio": width / height,
              "word": word, "frame": PALETTE[0], "selected": selected},
    )  # fmt: skip


def picked(key: str) -> int | None:
    """The index that was chosen last on the contact sheet `key`, or None."""
    found = getattr(st.session_state.get(key), "picked", None)
    return int(found) if isinstance(found, (int, float)) else None
