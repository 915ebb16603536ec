"""The shelf of restored photos: made once, one at a time, the ones least used go first."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from explorer.ui.shelf import Shelf


def test_a_photo_is_made_once_and_the_least_used_goes_first() -> None:
    shelf, made = Shelf(most=250), list[str]()

    def make(name: str) -> np.ndarray:
        made.append(name)
        return np.zeros(100, np.uint8)

    for name in ("a", "b", "a", "c", "a", "b"):  # c sends b away
        shelf.keep(name, lambda name=name: make(name))
    assert made == ["a", "b", "c", "b"]
    assert shelf.get("c") is None
    assert shelf.get("a") is not None


def test_one_larger_than_the_shelf_is_kept_till_the_next() -> None:
    shelf = Shelf(most=10)
    shelf.keep("large", lambda: np.zeros(100, np.uint8))
    assert shelf.get("large") is not None


def test_one_waits_for_its_turn_and_says_so_and_a_failure_ends_the_turn() -> None:
    shelf, waited = Shelf(), threading.Event()
    shelf.turn.acquire()
    thread = threading.Thread(target=lambda: shelf.keep("a", lambda: np.zeros(1), waited.set))
    thread.start()
    assert waited.wait(10)
    assert shelf.get("a") is None
    shelf.kept["there"] = np.zeros(1)
    assert shelf.keep("there", lambda: np.ones(1))[0] == 0  # what is made already waits for nobody
    shelf.turn.release()
    thread.join(10)
    assert shelf.get("a") is not None

    def fail() -> np.ndarray:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        shelf.keep("b", fail)
    assert not shelf.turn.locked()
