"""Denoise and inpaint: original, corrupted, restored, and a classical method, side by side with PSNR and SSIM."""

from __future__ import annotations

import numpy as np
import streamlit as st
import torch

from explorer import corruptions, restore
from explorer.metrics import images as metrics
from explorer.pictures import png, to_image, to_uint8
from explorer.ui import cache, controls, figures, state

NOISES = {"gaussian": "Gaussian", "saltpepper": "Salt and pepper", "speckle": "Speckle"}
MASKS = {"box": "Box", "half": "Half", "stroke": "Strokes", "pixel": "Pixels"}
LEVELS = {
    "gaussian": 0.5,
    "saltpepper": 0.3,
    "speckle": 0.8,
    "box": 0.5,
    "half": 0.4,
    "stroke": 0.25,
    "pixel": 0.5,
}
AS_IT_IS = "none"


def page() -> None:
    controls.title(
        "Denoise and inpaint",
        "An autoencoder that has only ever seen damaged images and been asked for the whole ones. "
        "Corrupt an image, restore it, and see what a classical method makes of the same pixels.",
    )
    runs = controls.runs_of("dae", "inpaint")
    if not runs:
        st.info("No denoising or inpainting model is trained yet: the Train page makes one.")
        return
    top = st.columns([2, 2, 2, 2, 1], vertical_alignment="bottom")
    with top[0]:
        path = controls.pick_run("Model", runs, "restorer")
    with state.errors_as_sentences():
        run = cache.model(path, state.device())
        with top[1]:
            picked = controls.pick_image(run.config)
        if picked is None:
            return
        if run.config.model.kind == "dae":
            _denoise(run, picked, top)
        else:
            _inpaint(run, picked, top)


def _denoise(run, picked, top) -> None:
    choices = {**NOISES, AS_IT_IS: "None: as it is"}
    kind = top[2].selectbox("Noise", list(choices), format_func=choices.get, key="noise", bind="query-params")
    x = _tensor(run, picked[0])
    if kind == AS_IT_IS:
        clean, given = None, x
    else:
        level, seed = _level(kind, top)
        generator = torch.Generator(x.device).manual_seed(seed)
        clean, given = x, corruptions.NOISES[kind](level)(x, generator)
    method = st.segmented_control(
        "Classical method", list(restore.DENOISERS), default="Non-local means", key="classic", bind="query-params",
        required=True,
    )  # fmt: skip
    with torch.inference_mode():
        ours = run.model(given).clamp(0, 1)
    classic = torch.from_numpy(restore.DENOISERS[method](given[0].cpu().numpy().astype(np.float32)))[None]
    shown = [(picked[1], picked[0], figures.REAL, x)] if clean is not None else []
    shown += [
        ("corrupted" if clean is not None else picked[1], None, figures.REAL, given),
        (f"restored by {run.name}", None, figures.MADE, ours),
        (method.lower(), None, figures.MADE, classic),
    ]
    _show(shown, clean)
    if clean is None:
        st.caption("No clean original is known, so no PSNR is claimed.")
    own = state.own_image()  # now: a download is made outside the session
    _downloads(run, ours, (lambda: restore.denoise(run.model, own)) if own else None)


def _inpaint(run, picked, top) -> None:
    kind = top[2].selectbox("Mask", list(MASKS), format_func=MASKS.get, key="mask", bind="query-params")
    level, seed = _level(kind, top)
    x = _tensor(run, picked[0])
    generator = torch.Generator(x.device).manual_seed(seed)
    seen = corruptions.MASKS[kind](level).mask(x, generator)
    given = corruptions.with_mask(x, seen)
    with torch.inference_mode():
        ours = x * seen + run.model(given).clamp(0, 1) * (1 - seen)
    hidden = seen[0, 0].cpu().numpy() == 0
    if hidden.any() and not hidden.all():
        filled = restore.biharmonic(corruptions.hide(x, seen)[0].cpu().numpy(), hidden)
        classic = torch.from_numpy(filled)[None].clamp(0, 1)
    else:
        classic = corruptions.hide(x, seen).cpu()
    _show(
        [
            (picked[1], picked[0], figures.REAL, x),
            ("with a hole", None, figures.REAL, corruptions.hide(x, seen)),
            (f"filled by {run.name}", None, figures.MADE, ours),
            ("biharmonic", None, figures.MADE, classic),
        ],
        x,
    )
    st.caption(f"{hidden.mean():.0%} of the pixels are hidden; every other pixel is kept as it is.")
    _downloads(run, ours, None)


def _level(kind: str, top) -> tuple[float, int]:
    corruption = {**corruptions.NOISES, **corruptions.MASKS}[kind]
    low, high = corruption.limits
    level = top[3].slider("Strength", low, min(high, 1.5), LEVELS[kind], 0.05, key=f"level-{kind}", bind="query-params")
    seed = top[4].number_input("Seed", 0, 9999, 0, key="draw", help="Another seed draws other noise")
    return float(level), int(seed)


def _tensor(run, picture: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(picture)[None].to(controls.device_of(run)).float() / 255


def _show(shown: list, clean: torch.Tensor | None) -> None:
    """Four pictures in a row; PSNR and SSIM only where a clean original is known."""
    cells = []
    for word, picture, kind, x in shown:
        pixels = to_uint8(x[0].cpu()) if picture is None else picture
        if clean is not None and x is not clean:
            x = x.cpu()
            psnr = metrics.psnr(clean.cpu(), x).item()
            ssim = metrics.ssim(clean[0].cpu().numpy(), x[0].numpy())
            word = f"{word}\nPSNR {psnr:.2f} dB · SSIM {ssim:.3f}"
        cells.append((to_image(pixels), word, kind))
    figures.row(cells, 250)


def _downloads(run, ours: torch.Tensor, at_full_size) -> None:
    columns = st.columns([1, 1, 2])
    pixels = to_uint8(ours[0].cpu())
    columns[0].download_button(
        "Restored image as PNG", lambda: png(to_image(pixels)), "restored.png", "image/png", on_click="ignore"
    )
    if at_full_size is not None:
        columns[1].download_button(
            "Your image restored, its own size", lambda: png(at_full_size()), "restored-full.png", "image/png",
            on_click="ignore",
            help="The image as you brought it, scaled to what this model sees and back",
        )  # fmt: skip
