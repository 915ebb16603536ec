"""A photo denoised: before and after under one wipe, a classical method, and what figures can say of each."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st
import torch

from explorer.component.photos import Picture, wipe
from explorer.data.photo import Photo
from explorer.metrics import images as metrics
from explorer.restore import classical, tiles
from explorer.restore.noise import estimate_sigma, top
from explorer.training.checkpoint import Run
from explorer.ui import photo_source, shelf
from explorer.ui.photo_source import Source

Pixels = npt.NDArray[Any]
Floats = npt.NDArray[np.float32]

BEFORE = "Before"
DIFFERENCE = "What was taken out"
GAIN = 4  # of the difference, so that it can be seen
MOST = 1024  # pixels to a side of the middle that SSIM is taken on
NOISY_MOST = 24_000_000  # pixels of a photo that noise is added to
SEED = 0
WINDOW = 7  # pixels to a side that SSIM needs


def panel(source: Source, run: Run) -> None:
    """The controls, the wipe, the figures, the download."""
    noise, strength, left, right = st.columns([1.2, 1.2, 1, 1], vertical_alignment="bottom")
    added = noise.slider(
        "Noise added, σ in grey levels", 0, 55, 25, key="sigma", bind="query-params",
        help="Gaussian, of 255 levels, not clipped. 0 takes the photo as it is: nobody knows the clean one then, and "
        "no PSNR is claimed",
    )  # fmt: skip
    told = strength.slider(
        "Strength", 0.0, 2.0, 1.0, 0.05, key="strength", bind="query-params",
        help="The noise that the network is told, as a multiple of what is estimated from the photo",
    )  # fmt: skip
    compared = left.selectbox("Left", [BEFORE, *classical.methods()], key="left", bind="query-params")
    shown = right.selectbox("Right", ["Restored", DIFFERENCE], key="right", bind="query-params")
    given = _given(source, int(added))
    if given is None:
        return
    key = (source.id, int(added))
    sigma = _sigma(key, given)
    by = run.name, round(told * sigma, 3)
    ours = shelf.kept(
        (*key, *by), "Restoring", lambda told: _as_file(source.photo, tiles.over(run.model, given, by[1] / 255, told))
    )
    before = _as_file(source.photo, given)
    other = before if compared == BEFORE else _classical(compared, key, given, sigma, source)
    if ours is None or other is None:
        return
    made = {BEFORE: before, compared: other, run.name: ours}
    clean = source.photo.pixels
    decibels = {name: psnr(clean, pixels) for name, pixels in made.items()} if added else {}
    removed = shown == DIFFERENCE
    wipe(
        _side(source, f"{key}{compared}", other, _label(compared, added), decibels.get(compared)),
        _side(source, f"{key}{by}{shown}", _difference(before, ours) if removed else ours, shown,
              None if removed else decibels.get(run.name)),
        "wipe", lambda: photo_source.paste("wipe"),
    )  # fmt: skip
    st.markdown(photo_source.words(source))
    if added:
        _measured(source, made, decibels, f"σ = {added}", f"{sigma:.1f}", f"{by[1]:.1f}")
    else:
        _estimated(made, by[1])
    photo_source.download(source, ours, "restored")


def _given(source: Source, added: int) -> Pixels | None:
    """What is to be restored (H, W, C): the photo, or floats with noise on them."""
    if not added:
        return source.photo.pixels
    if source.photo.size[0] * source.photo.size[1] > NOISY_MOST:
        st.info("Noise is added to photos of up to 24 megapixels: this one is restored as it is, with σ at 0.")
        return None
    return shelf.kept((source.id, added, "noisy"), "Adding noise", lambda _: _noisy(source.photo, added))


def _noisy(clean: Photo, sigma: int) -> Floats:
    noise = np.random.default_rng(SEED).standard_normal(clean.pixels.shape, np.float32)
    noise *= np.float32(sigma / 255)
    noise += clean.pixels / np.float32(clean.top)
    return noise


@st.cache_data(max_entries=200, show_spinner=False)
def _sigma(key: tuple[str, int], _given: Pixels) -> float:
    return estimate_sigma(_given)


def _as_file(like: Photo, pixels: Pixels) -> Pixels:
    """Pixels in the depth of the photo's file."""
    if pixels.dtype == like.pixels.dtype:
        return pixels
    return np.asarray((pixels.clip(0, 1) * like.top).round().astype(like.pixels.dtype))


def _classical(name: str, key: tuple[str, int], given: Pixels, sigma: float, source: Source) -> Pixels | None:
    """The same photo by a classical method, which is told the same noise."""

    def make(told: shelf.Told) -> Pixels:
        planes = np.ascontiguousarray(_floats(given).transpose(2, 0, 1))
        made = classical.over(classical.methods()[name], planes, sigma / 255, told)
        return _as_file(source.photo, made.transpose(1, 2, 0))

    return shelf.kept((*key, name), name, make)


def _floats(pixels: Pixels) -> Floats:
    return np.asarray(pixels / top(pixels.dtype), np.float32)


def _label(compared: str, added: float) -> str:
    if compared != BEFORE:
        return compared
    return "Noisy" if added else "As it is"


def _side(source: Source, key: str, pixels: Pixels, label: str, decibels: float | None) -> Picture:
    """One side of the wipe; `key` names its pixels."""
    note = f"{GAIN}× around grey" if label == DIFFERENCE else "" if decibels is None else f"PSNR {decibels:.2f} dB"
    return Picture(photo_source.view(key, source.photo.of(pixels)), label, note, source.photo.size)


def _difference(before: Pixels, ours: Pixels) -> Pixels:
    """What was taken out of the photo, enlarged, around mid-grey."""
    white = int(top(ours.dtype))
    taken = before.astype(np.int32) - ours
    return np.asarray(np.clip(taken * GAIN + white // 2, 0, white).astype(ours.dtype))


def psnr(clean: Pixels, made: Pixels) -> float:
    """PSNR in dB on the scale of [0, 255], of pixels (H, W, C) of one depth."""
    pair = (torch.from_numpy(_floats(v)).flatten()[None] for v in (clean, made))
    return metrics.psnr(*pair).item()


def ssim(clean: Pixels, made: Pixels) -> float:
    """SSIM of at most the middle `MOST` x `MOST` pixels."""
    return metrics.ssim(*(_floats(_middle(v)).transpose(2, 0, 1) for v in (clean, made)))


def _middle(pixels: Pixels) -> Pixels:
    upper, left = (max(0, side - MOST) // 2 for side in pixels.shape[:2])
    return pixels[upper : upper + MOST, left : left + MOST]


def _measured(
    source: Source, made: dict[str, Pixels], decibels: dict[str, float], added: str, estimated: str, told: str
) -> None:
    """Against the clean photo, the noisy one first."""
    st.table({
        "": ["Noisy" if name == BEFORE else name for name in made],
        "PSNR, dB": [f"{decibels[name]:.2f}" for name in made],
        "SSIM": [_ssim(source.photo.pixels, pixels) for pixels in made.values()],
    })  # fmt: skip
    part = "" if max(source.photo.size) <= MOST else f"; SSIM of the middle {MOST} × {MOST} pixels"
    st.caption(
        f"Against the photo before noise of {added} was added; estimated from the noisy one {estimated}, told to the "
        f"network {told} grey levels of 255. PSNR on [0, 255], one photo, seed {SEED}{part}."
    )


def _ssim(clean: Pixels, made: Pixels) -> str:
    """As text; nothing where the photo is smaller than SSIM's window."""
    return "" if min(clean.shape[:2]) < WINDOW else f"{ssim(clean, made):.3f}"


def _estimated(made: dict[str, Pixels], told: float) -> None:
    """What can be said where no clean original is known."""
    st.table({"": list(made), "Noise estimated, σ": [f"{estimate_sigma(pixels):.1f}" for pixels in made.values()]})
    st.caption(
        "σ in grey levels of 255, estimated from the finest detail of the photo itself; the network was told "
        f"{told:.1f}. No clean original is known, so no PSNR is claimed."
    )
