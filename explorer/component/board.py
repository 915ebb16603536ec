"""A board in the browser: the shuffled tiles of a picture, which a person sorts by dragging them or by keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from explorer.pictures import Bytes, data_uri, png, sheet


class Over(NamedTuple):
    """A sorted board: the tile of each place, and whether it belongs there."""

    order: Sequence[int]
    right: Sequence[bool]


@lru_cache(maxsize=1)
def _component() -> Callable[..., Any]:
    """Registered once per process."""
    css = (Path(__file__).parent / "build" / "board.css").read_text()  # by its address: after the first frame
    found: Callable[..., Any] = st.components.v2.component("explorer.board", html="", css=css, js="board.js")
    return found


def board(tiles: Bytes, puzzle: str, over: Over | None, key: str, on_sorted: Callable[[], None]) -> None:
    """Draw the tiles (g^2, C, h, w) of a puzzle, which another `puzzle` tells from the next; `over` marks and locks it.

    `on_sorted` runs when the person is done: `order(key, puzzle, n)` has what came of it.
    """
    n, _, height, width = tiles.shape
    _component()(
        key=key, default={"sorted": None}, on_sorted_change=on_sorted,
        data={"id": puzzle, "sheet": data_uri(png(sheet(tiles, n))), "grid": round(n**0.5), "ratio": width / height,
              "right": None if over is None else [bool(x) for x in over.right],
              "order": None if over is None else [int(x) for x in over.order]},
    )  # fmt: skip


def order(key: str, puzzle: str, n: int) -> list[int] | None:
    """The tile at each of the n places as the person left this puzzle, or None."""
    found = getattr(st.session_state.get(key), "sorted", None)
    if not isinstance(found, Mapping) or found.get("id") != puzzle:
        return None
    return permutation(found.get("order"), n)


def permutation(said: Any, n: int) -> list[int] | None:
    """What arrived from the browser, where it is each of 0 to n - 1 once, else None."""
    try:
        tiles = [int(x) for x in said]
    except (TypeError, ValueError):
        return None
    return tiles if sorted(tiles) == list(range(n)) else None
