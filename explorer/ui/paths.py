"""Paths between two images, sheets between four, walks through many: decoded, played and saved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from explorer.animation import SIDE, encoder, gif, there_and_back
from explorer.errors import InputError
from explorer.pictures import enlarge, png, sheet, to_image
from explorer.ui import figures
from explorer.ui.anchors import Anchor, anchor, brought, decoded, missing, of_test
from explorer.ui.controls import Pixels

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from explorer.training.checkpoint import Run

PATHS, EASINGS = ("lerp", "slerp"), ("linear", "smooth")  # of explorer.latent.interpolation, which loads torch
KNOWN = {".gif": "GIF", ".mp4": "MP4", ".png": "Strip as PNG"}
SHOWN = 11  # pictures of a path in a row, at most: more would be too small to tell apart
SIDES = (5, 7, 9)  # of a sheet between four
WALK = 16  # images that a path may go through


def two(run: Run) -> None:
    """From A to B."""
    missing(run.config)
    columns = st.columns([3, 3, 2, 4], vertical_alignment="bottom")
    with columns[0]:
        a = anchor(run, "A", 0, "From test image A", own=True)
    with columns[1]:
        b = anchor(run, "B", 1, "To test image B")
    path = _path(columns[2])
    steps = columns[3].slider("Frames", 5, 48, 24, key="steps", bind="query-params")
    _show(run, [a, b], ["A", "B"], walk(run, [a, b], int(steps), path), "path")


def many(run: Run) -> None:
    """From the first of several images through all of them."""
    missing(run.config)
    columns = st.columns([4, 2, 3, 3], vertical_alignment="bottom")
    text = columns[0].text_input(
        "Through test images", "0, 1, 2, 3, 4", key="through", bind="query-params",
        help=f"Their numbers, 2 to {WALK} of them. Your image, where you brought one, comes first",
    )  # fmt: skip
    path = _path(columns[1])
    easing = str(columns[2].segmented_control(
        "Easing", EASINGS, default="smooth", key="easing", bind="query-params", required=True,
        help="smooth: 3t² − 2t³, at rest at every image",
    ))  # fmt: skip
    frames = columns[3].slider("Frames", 24, 192, 60, 12, key="frames", bind="query-params")
    stops = [*brought(run), *of_test(run, numbers(str(text)))]
    names = [str(k + 1) for k in range(len(stops))]
    _show(run, stops, names, walk(run, stops, int(frames), path, easing), "walk")


def numbers(text: str) -> list[int]:
    """The numbers of test images in a line such as `0, 7, 12`; `InputError` for anything else."""
    words = text.replace(",", " ").split()
    if not all(word.isdecimal() for word in words) or not 2 <= len(words) <= WALK:
        raise InputError(
            f"a path goes through 2 to {WALK} test images, by their numbers such as 0, 7, 12; not {text!r}"
        )
    return [int(word) for word in words]


def walk(run: Run, stops: Sequence[Anchor], steps: int, path: str, easing: str = "linear") -> Pixels:
    """The pictures (steps, C, H, W) on the way through the codes of `stops`."""
    import torch

    from explorer.latent.interpolation import path_through

    codes = torch.from_numpy(np.stack([stop.z for stop in stops]))
    return decoded(run, path_through(codes, steps, path, easing).numpy())


def _path(place: DeltaGenerator) -> str:
    return str(place.segmented_control(
        "Path", PATHS, default="slerp", key="path", bind="query-params", required=True,
        help="lerp: the straight line. slerp: the arc, which keeps the length that codes of N(0, I) have",
    ))  # fmt: skip


def _show(run: Run, stops: Sequence[Anchor], names: Sequence[str], frames: Pixels, word: str) -> None:
    """The stops, some of the frames between the ends, the animation, and what saves it."""
    swing = gif(there_and_back([enlarge(to_image(f), SIDE) for f in frames]))
    left, right = st.columns([1, 3], gap="medium")
    with left:
        figures.animation(swing, f"{len(frames)} frames, there and back", 240)
    with right:
        figures.row([s.framed(n) for s, n in zip(stops, names, strict=True)], 128, min(max(len(stops), 4), 8))
    some = np.linspace(0, len(frames) - 1, min(len(frames), SHOWN)).round().astype(int)
    figures.row([(to_image(frames[k]), f"frame {k + 1}", figures.MADE) for k in some], 104)
    saves = st.columns([1, 1, 1, 3])
    for place, (ending, label) in zip(saves, KNOWN.items(), strict=False):
        place.download_button(
            label, partial(encoder(f"{word}{ending}"), frames), f"{run.name}-{word}{ending}", on_click="ignore",
            key=f"save-{word}{ending}", width="stretch",
        )  # fmt: skip


def four(run: Run) -> None:
    """The sheet between A, B, C and D in its corners."""
    missing(run.config)
    left, right = st.columns([3, 5], gap="medium")
    with left:
        pairs = [column for _ in range(2) for column in st.columns(2, vertical_alignment="bottom")]
        corners = []
        for k, (place, name) in enumerate(zip(pairs, "ABCD", strict=True)):
            with place:
                corners.append(anchor(run, name, k, f"Image {name}", own=k == 0))
        row = st.columns([4, 5], vertical_alignment="bottom")
        path = _path(row[0])
        side = int(row[1].segmented_control(
            "Pictures to a side", SIDES, default=7, key="side", bind="query-params", required=True
        ))  # fmt: skip
        figures.row([c.framed(n) for c, n in zip(corners, "ABCD", strict=True)], 130, 2)
    pictures = spread(run, corners, side, path)
    with right:
        image = enlarge(sheet(pictures, side, 1), 640)
        figures.row([(image, "A top left, B top right, C and D below; between them decoded", figures.MADE)], 640)
        st.download_button("Grid as PNG", lambda: png(image), f"{run.name}-grid.png", on_click="ignore")


def spread(run: Run, corners: Sequence[Anchor], side: int, path: str) -> Pixels:
    """The pictures (side * side, C, H, W) between four corners, row by row."""
    import torch

    from explorer.latent.interpolation import grid

    a, b, c, d = (torch.from_numpy(corner.z) for corner in corners)
    return decoded(run, grid(a, b, c, d, side, side, path).flatten(0, 1).numpy())
