"""Restored photos kept for all sessions, by what they were made of; so many bytes of them, and made one at a time."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

import numpy.typing as npt
import streamlit as st

MOST = 1_000_000_000  # bytes: some twenty photos of 12 megapixels
WAIT = 0.2  # seconds between looks whether it is one's turn
PATIENCE = 0.4  # seconds before there is a bar: a small photo is done by then, and nothing on the page moves

Pixels = npt.NDArray[Any]
Told = Callable[[float], None]


class Shelf:
    """`keep(key, make)` makes an array once; the ones least used go when there are too many bytes."""

    def __init__(self, most: int = MOST) -> None:
        self.most, self.kept, self.lock = most, OrderedDict[Hashable, Pixels](), threading.Lock()
        self.turn = threading.Lock()  # a large photo takes all cores and its share of memory: one after another

    def get(self, key: Hashable) -> Pixels | None:
        """What is kept under `key`, or None."""
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
            return self.kept.get(key)

    def keep(self, key: Hashable, make: Callable[[], Pixels], waiting: Callable[[], None] = lambda: None) -> Pixels:
        """Return what is kept under `key`, else make it when it is its turn; `waiting` is called till then."""
        if (found := self.get(key)) is not None:
            return found
        while not self.turn.acquire(timeout=WAIT):
            waiting()
        try:
            found = self.get(key)  # another may have made it meanwhile
            return self._put(key, make()) if found is None else found
        finally:
            self.turn.release()

    def _put(self, key: Hashable, made: Pixels) -> Pixels:
        with self.lock:
            self.kept[key] = made
            while sum(v.nbytes for v in self.kept.values()) > self.most and len(self.kept) > 1:
                self.kept.popitem(last=False)
        return made


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf:
    return Shelf()


def kept(key: Hashable, word: str, make: Callable[[Told], Pixels]) -> Pixels | None:
    """What is on the shelf, or made now; None where the person cancelled it."""
    if shelf().get(key) is None and st.session_state.get("cancelled") == key:
        st.info("Cancelled: the photo is as it was.")
        if not st.button("Restore it", key=f"again-{key}"):
            return None
        st.session_state.pop("cancelled")
    bar = _Bar(key)
    made = shelf().keep(
        key, lambda: make(lambda share: bar.to(share, word)),
        lambda: bar.to(0, "Waiting: another photo is being restored"),
    )  # fmt: skip
    bar.slot.empty()
    return made


class _Bar:
    """A bar with a button that cancels, once something takes so long that one waits for it.

    A click anywhere ends the work: the bar's next move hands the turn back to the page.
    """

    def __init__(self, key: Hashable) -> None:
        self.key, self.slot, self.started = key, st.empty(), time.monotonic()
        self.bar: Any = None

    def to(self, share: float, word: str) -> None:
        if self.bar is None and time.monotonic() - self.started < PATIENCE:
            return
        if self.bar is None:
            with self.slot.container():
                self.bar = st.progress(0.0)
                st.button(
                    "Cancel", on_click=st.session_state.update, kwargs={"cancelled": self.key}, key=f"cancel-{self.key}"
                )  # fmt: skip
        self.bar.progress(min(1.0, share), word)
