"""Restored photos kept for all sessions, by what they were made of; so many bytes of them, and made one at a time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import numpy.typing as npt
import streamlit as st

MOST = 1_000_000_000  # bytes: some twenty photos of 12 megapixels
WAIT = 0.2  # seconds between looks whether it is one's turn

Pixels = npt.NDArray[Any]
P = TypeVar("P", bound=Pixels)
Told = Callable[[float], None]


class Shelf:
    """`keep(key, make)` makes an array once; the ones least used go when there are too many bytes."""

    def __init__(self, most: int = MOST) -> None:
        self.most, self.kept = most, OrderedDict[Hashable, Pixels]()
        self.turn = threading.Lock()  # a large photo takes all cores and its share of memory: one after another

    def get(self, key: Hashable) -> Pixels | None:
        """What is kept under `key`, or None."""
        return self.kept.get(key)

    def keep(self, key: Hashable, make: Callable[[], P], waiting: Callable[[], None] = lambda: None) -> P:
        """Return what is kept under `key`, else make it when it is its turn; `waiting` is called till then."""
        while not self.turn.acquire(timeout=WAIT):
            waiting()
        try:
            found = self.kept.pop(key, None)
            made: Any = make() if found is None else found
            self.kept[key] = made
            while sum(v.nbytes for v in self.kept.values()) > self.most and len(self.kept) > 1:
                self.kept.popitem(last=False)
            return made  # type: ignore[no-any-return]
        finally:
            self.turn.release()


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf:
    return Shelf()


def kept(key: Hashable, word: str, make: Callable[[Told], P], large: bool = False) -> P | None:
    """What is on the shelf, or made now under a bar that says `word`; None where the person cancelled it.

    A click anywhere ends the making of it: the bar's next move hands the turn back to the page.
    """
    found = shelf().get(key)
    if found is not None:
        return found  # type: ignore[return-value]
    if st.session_state.get("cancelled") == key:
        st.info("Cancelled: the photo is as it was.")
        if not st.button("Restore it", key="again"):
            return None
        st.session_state.pop("cancelled")
    slot = st.empty()
    with slot.container():
        bar = st.progress(0.0, word)
        if large:
            st.button("Cancel", on_click=st.session_state.update, kwargs={"cancelled": key}, key="cancel")
    made = shelf().keep(
        key,
        lambda: make(lambda share: _move(bar, share, word)),
        lambda: _move(bar, 0.0, "Waiting: another photo is being restored"),
    )
    slot.empty()
    return made


def _move(bar: Any, share: float, word: str) -> None:
    bar.progress(min(1.0, share), word)
