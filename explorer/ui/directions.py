"""Directions: walks along the dimensions that carry most, attribute vectors with a strength, and A − B + C."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from explorer.animation import encoder
from explorer.errors import InputError
from explorer.latent import attributes
from explorer.latent.atlas import Atlas
from explorer.metrics.neighbours import nearest_among
from explorer.pictures import to_image
from explorer.ui import cache, figures
from explorer.ui.anchors import Anchor, Floats, anchor, decoded, missing
from explorer.ui.figures import Framed
from explorer.ui.map_panel import grouped

if TYPE_CHECKING:
    from explorer.training.checkpoint import Run

WHAT = {"dimensions": "Dimensions", "attribute": "Attribute"}
DIMENSIONS = 6
SIGMAS = np.linspace(-3, 3, 9)
STRENGTHS = np.linspace(-2, 2, 9)
CLASS, LASSO = "from class to class", "lassoed groups"
Groups = tuple[attributes.Mask, attributes.Mask, str]  # who has it, who lacks it, and what it is in words


def directions(run: Run) -> None:
    """Around one image: what each dimension does, or what an attribute does."""
    missing(run.config)
    atlas = _atlas(run)
    left, right = st.columns([2, 5], vertical_alignment="bottom")
    what = left.segmented_control(
        "Direction", list(WHAT), default="dimensions", format_func=WHAT.__getitem__, key="direction",
        bind="query-params", required=True,
    )  # fmt: skip
    with right.columns([2, 3])[0]:
        start = anchor(run, "image", _first(atlas, 0), "Around test image", own=True)
    (_dimensions if what == "dimensions" else _attribute)(run, atlas, start)


def _atlas(run: Run) -> Atlas:
    found = cache.atlas(run.path)
    if found is None:
        raise InputError("this run has no map yet, and so no codes to find directions in: the page Latent map draws it")
    return found


def _first(atlas: Atlas, label: int, skip: int = 0) -> int:
    """The number of the first image of a class, or of the one after it: something to begin with."""
    found = np.flatnonzero(atlas.label == label)
    return int(found[skip]) if len(found) > skip else skip


def _signed(value: float, digits: int = 1) -> str:
    """A number with its sign, and 0 without."""
    return "0" if value == 0 else f"{value:+.{digits}f}".replace("-", "−")


def _dimensions(run: Run, atlas: Atlas, start: Anchor) -> None:
    carried = atlas.kl_dim if atlas.kl.any() else atlas.z.var(0)
    word = "KL {:.2f} nats" if atlas.kl.any() else "variance {:.2f}"
    middle, spread = atlas.z.mean(0), atlas.z.std(0)
    st.caption(
        f"Each row changes one number of the code of {start.word} from −3 to +3 standard deviations "
        f"(n = {len(atlas.z):,}) and keeps the rest; the dimensions that carry most come first."
    )
    for dim in np.argsort(-carried)[:DIMENSIONS]:
        walk = np.repeat(start.z[None], len(SIGMAS), 0)
        walk[:, dim] = middle[dim] + SIGMAS * spread[dim]
        st.markdown(f"**z{dim}** · {word.format(carried[dim])}")
        pictures = zip(decoded(run, walk), walk[:, dim], strict=True)
        figures.row([(to_image(p), _signed(value, 2), figures.MADE) for p, value in pictures], 92)


def _attribute(run: Run, atlas: Atlas, start: Anchor) -> None:
    having, lacking, words = _groups(run, atlas)
    vector = attributes.attribute_vector(atlas.z, having, lacking)
    strength = st.slider(
        "Strength", -3.0, 3.0, 1.0, 0.1, key="strength", bind="query-params",
        help="z + strength · vector: 1 is the whole way from one group's mean to the other's",
    )  # fmt: skip
    own, moved = decoded(run, np.stack([start.z, attributes.add(start.z, vector, strength)]))
    big: list[Framed] = [start.framed(), (to_image(own), "its reconstruction", figures.MADE)]
    big.append((to_image(moved), f"{_signed(strength)} × {words}", figures.MADE))
    figures.row(big, 200)
    walk = decoded(run, np.stack([attributes.add(start.z, vector, s) for s in STRENGTHS]))
    figures.row([(to_image(p), _signed(s), figures.MADE) for p, s in zip(walk, STRENGTHS, strict=True)], 92)
    st.caption(
        f"The vector is the mean code of {having.sum():,} images minus that of {lacking.sum():,}, of {len(atlas.z):,} "
        f"{atlas.meta['split']} images (Larsen et al. 2016); its length is {np.linalg.norm(vector):.2f}."
    )
    places = st.columns([1, 1, 4])
    for place, ending, label in ((places[0], ".gif", "GIF"), (places[1], ".png", "Strip as PNG")):
        place.download_button(
            label, partial(encoder(f"attribute{ending}"), walk), f"{run.name}-attribute{ending}",
            on_click="ignore", key=f"save-attribute{ending}", width="stretch",
        )  # fmt: skip


def _groups(run: Run, atlas: Atlas) -> Groups:
    """Who has the attribute that is chosen and who lacks it."""
    ways = _ways(run, atlas)
    left, right = st.columns([2, 4], vertical_alignment="bottom")
    chosen = left.selectbox("Attribute", list(ways), key="attribute", bind="query-params")
    with right:
        return ways[str(chosen)]()


def _classes(atlas: Atlas) -> Groups:
    names, (left, right) = atlas.label_names, st.columns(2, vertical_alignment="bottom")
    lack = names.index(str(left.selectbox("From", names, 0, key="from", bind="query-params")))
    have = names.index(str(right.selectbox("To", names, min(2, len(names) - 1), key="to", bind="query-params")))
    return atlas.label == have, atlas.label == lack, f"({names[have]} − {names[lack]})"


def _ways(run: Run, atlas: Atlas) -> dict[str, Callable[[], Groups]]:
    """The attributes that can be had, by name, each with what finds its groups."""
    ways: dict[str, Callable[[], Groups]] = {}
    if len(atlas.label_names) > 1:
        ways[CLASS] = partial(_classes, atlas)
    for name, values in atlas.known_factors.items():
        ways[name] = partial(_thirds, name, values)
    for name in attributes.MEASURES:
        ways.setdefault(name, partial(_measured, run, atlas, name))
    if kept := grouped(run.path):
        ways[LASSO] = lambda: (*attributes.groups(len(atlas.z), kept[1], kept[0]), "(group 2 − group 1)")
    return ways


def _thirds(name: str, values: Floats) -> Groups:
    return *attributes.thirds(values), name


def _measured(run: Run, atlas: Atlas, name: str) -> Groups:
    """By what is measured in the decoded pictures, which are there without the dataset."""
    values = cache.measured(run.path, name)
    having, lacking = attributes.thirds(values)
    rest = np.zeros(len(atlas.z) - len(values), bool)
    return np.concatenate([having, rest]), np.concatenate([lacking, rest]), name


def arithmetic(run: Run) -> None:
    """A − B + C: C, changed as A differs from B."""
    missing(run.config)
    atlas = _atlas(run)
    begin = {"A": _first(atlas, 2), "B": _first(atlas, 0), "C": _first(atlas, 0, 1)}
    chosen = []
    for place, (name, first) in zip(st.columns(3, vertical_alignment="bottom"), begin.items(), strict=True):
        with place:
            chosen.append(anchor(run, name, first, f"Test image {name}", own=name == "C"))
    a, b, c = chosen
    z = attributes.arithmetic(a.z, b.z, c.z)
    signs = ("A", "− B", "+ C")
    shown = [one.framed(sign) for one, sign in zip(chosen, signs, strict=True)]
    figures.row([*shown, (to_image(decoded(run, z[None])[0]), "= A − B + C, decoded", figures.MADE)], 200)
    thumbs = cache.thumbs(run.path)
    near, far = nearest_among(z[None], atlas.z[: len(thumbs)], 4)
    st.markdown(f"**Nearest in latent space** of {len(thumbs):,} test images, decoded")
    figures.row([(thumbs[k], f"{d:.2f} away", figures.MADE) for k, d in zip(near[0], far[0], strict=True)], 92, 8)
    st.caption("C, changed as A differs from B (Radford et al. 2016).")
