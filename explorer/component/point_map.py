"""The map of points: drawn, coloured, hovered, zoomed and clicked in the browser, on one canvas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from explorer.latent.atlas import Atlas
from explorer.latent.kit import Kit, Parcel, packed_parcel
from explorer.latent.payload import Scale, labels, pictures, places, plane, values

HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def _component() -> Callable[..., Any]:
    """Registered once per process."""
    html = (HERE / "point_map.html").read_text("utf-8")
    css = (HERE / "build" / "point_map.css").read_text()  # by its address it came after the first frame
    found: Callable[..., Any] = st.components.v2.component("explorer.point_map", html=html, css=css, js="point_map.js")
    return found


def point_map(
    atlas: Atlas,
    method: str,
    sheet: Path,
    selected: int,
    palette: Sequence[str],
    key: str,
    on_pick: Callable[[], None],
    on_release: Callable[[], None],
    kit: Kit | str,
    scale: Scale | None = None,
    thumbnails: bool = True,
    every_point: bool = True,
    link: str = "",
    awaits: bool = False,
    on_groups: Callable[[], None] = lambda: None,
) -> None:
    """Draw the points of `method`, coloured by label or on a `scale`, with the thumbnails of `sheet` on them.

    `on_pick` runs when `st.session_state[key].picked` has the index of a clicked point: of any, or, without
    `every_point`, of one that has a thumbnail. `on_release` runs when `.released` has the code, d numbers, at which
    a drag ended; the pictures of the drag are decoded in the browser by `kit`, or the sentence in it says why not.
    `on_groups` runs when `.groups` has two lists of indices, the groups of an attribute vector that was kept.
    While the run `awaits` its encoder, the browser has the page drawn again from time to time, untouched.
    Maps with the same `link` share one point and one selection, so their points must be of the same images in order.
    """
    name, refused = (kit.id, "") if isinstance(kit, Kit) else ("", kit)
    _component()(
        key=key,
        data={
            **places(atlas.xy[method]), **labels(atlas, palette), **({} if scale is None else values(scale)),
            **pictures(atlas, sheet), "thumbnails": thumbnails, "selected": _selected(key, selected, link),
            "reach": len(atlas.z) if every_point else atlas.meta["thumbs"], "ahead": _plotly(),
            "decoder": name, "refused": refused, "plane": plane(atlas, method), "link": link,
            "awaits": awaits,
        },
        default={"picked": None, "released": None, "wanted": None, "groups": None},
        on_picked_change=on_pick,
        on_released_change=on_release,
        on_wanted_change=lambda: None,
        on_groups_change=on_groups,
    )  # fmt: skip


def bring(parcel: Parcel) -> None:
    """Bring a map what belongs to it: each by itself, so that a change of colour does not send it again.

    They are the largest things that the browser is sent: best after all that is to be seen at once.
    """
    _component()(key=f"{type(parcel).__name__.lower()}-{parcel.id}", data=_packed(parcel), height=1)


@lru_cache(maxsize=12)
def _packed(parcel: Parcel) -> bytes:
    return packed_parcel(parcel)


def _selected(key: str, selected: int, link: str) -> int:
    """The selection that this visit began with: the browser knows what it chose since, so a click sends no map.

    Of a click on a linked map, too.
    """
    state = st.session_state.get(key)
    if state is None or (state.picked is None and not link):
        st.session_state[f"{key}-began"] = selected
    return int(st.session_state[f"{key}-began"])


@lru_cache(maxsize=1)
def _plotly() -> str:
    """The file of 4.7 MB that the browser fetches while a map is looked at, for the curves of a training."""
    files = (Path(st.__file__).parent / "static" / "static" / "js").glob("PlotlyChart.*.js")
    return next((file.name for file in files), "")  # "": laid out otherwise, and then loaded when it is needed
