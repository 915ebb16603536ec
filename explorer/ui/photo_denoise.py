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
    level = told * sigma
    ours = shelf.kept(
        (*key, run.name, round(level, 3)), "Restoring",
        lambda told: _as_file(source.photo, tiles.over(run.model, given, level / 255, told)), source.large,
    )  # fmt: skip
    other = _other(compared, key, given, sigma, source)
    if ours is None or other is None:
        return
    clean = source.photo.pixels if added else None
    before = _as_file(source.photo, given)
    _wipe(source, key, compared, other, ours, before, shown, (run.name, round(level, 3)), clean)
    _words(source, clean, sigma, level, int(added), {BEFORE: before, compared: other, run.name: ours})
    photo_source.download(source, ours, "restored")


def _given(source: Source, added: int) -> Pixels | None:
    """What is to be restored (H, W, C): the photo, or floats with noise on them."""
    if not added:
        return source.photo.pixels
    if source.photo.size[0] * source.photo.size[1] > NOISY_MOST:
        st.info("Noise is added to photos of up to 24 megapixels: this one is restored as it is, with σ at 0.")
        return None
    return shelf.shelf().keep((source.id, added, "noisy"), lambda: _noisy(source.photo, added))


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


def _other(name: str, key: tuple[str, int], given: Pixels, sigma: float, source: Source) -> Pixels | None:
    """The left picture."""
    if name == BEFORE:
        return _as_file(source.photo, given)

    def make(told: shelf.Told) -> Pixels:
        planes = np.ascontiguousarray(_floats(given).transpose(2, 0, 1))
        made = classical.over(classical.methods()[name], planes, sigma / 255, told)
        return _as_file(source.photo, made.transpose(1, 2, 0))

    return shelf.kept((*key, name), name, make, source.large)


def _floats(pixels: Pixels) -> Floats:
    return np.asarray(pixels / top(pixels.dtype), np.float32)


def _wipe(
    source: Source, key: tuple[str, int], compared: str, other: Pixels, ours: Pixels, before: Pixels, shown: str,
    made_by: tuple[str, float], clean: Pixels | None,
) -> None:  # fmt: skip
    """Left | right under one divider."""
    name = f"{key}{made_by}{shown}"
    right = ours if shown == "Restored" else _difference(before, ours)
    size = source.photo.size
    label = compared if compared != BEFORE else ("Noisy" if clean is not None else "As it is")
    wipe(
        Picture(photo_source.view(f"{key}{compared}", source.photo.of(other)), label, _decibels(clean, other), size),
        Picture(
            photo_source.view(name, source.photo.of(right)), shown,
            _decibels(clean, ours) if shown == "Restored" else f"{GAIN}× around grey", size,
        ),
        "wipe", lambda: photo_source.paste("wipe"),
    )  # fmt: skip


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


def _decibels(clean: Pixels | None, made: Pixels) -> str:
    return "" if clean is None else f"PSNR {psnr(clean, made):.2f} dB"


def _words(
    source: Source, clean: Pixels | None, sigma: float, level: float, added: int, made: dict[str, Pixels]
) -> None:  # fmt: skip
    """The figures: against the clean photo where it is known, else what is estimated without one."""
    st.markdown(photo_source.words(source))
    if clean is None:
        rows = {name: {"Noise estimated, σ": f"{estimate_sigma(v):.1f}"} for name, v in made.items()}
        st.table(rows_of(rows))
        st.caption(
            "σ in grey levels of 255, estimated from the finest detail of the photo itself; the network was told "
            f"{level:.1f}. No clean original is known, so no PSNR is claimed."
        )
        return
    small = min(source.photo.size) < 7  # pixels of SSIM's window
    rows = {
        ("Noisy" if name == BEFORE else name): {
            "PSNR, dB": f"{psnr(clean, v):.2f}", "SSIM": "" if small else f"{ssim(clean, v):.3f}",
        }
        for name, v in made.items()
    }  # fmt: skip
    st.table(rows_of(rows))
    part = "" if max(source.photo.size) <= MOST else f"; SSIM of the middle {MOST} × {MOST} pixels"
    st.caption(
        f"Against the photo before noise of σ = {added} was added; estimated from the noisy one {sigma:.1f}, told to "
        f"the network {level:.1f} grey levels of 255. PSNR on [0, 255], one photo, seed {SEED}{part}."
    )


def rows_of(rows: dict[str, dict[str, str]]) -> dict[str, list[str]]:
    """A table with the names of the rows first."""
    columns = list(next(iter(rows.values())))
    return {"": list(rows), **{c: [row[c] for row in rows.values()] for c in columns}}
