"""Making the atlas of a run: its codes, its thumbnails and its maps. For worker processes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import nn

from explorer import objectives
from explorer.data import ImageSet
from explorer.errors import CheckpointError
from explorer.files import lock, read_json, write_atomic, write_json
from explorer.latent import stages
from explorer.latent.atlas import COLUMNS, THUMBS, Floats, load_npz, npz
from explorer.latent.projection import project, quality
from explorer.metrics.images import squared_error
from explorer.metrics.report import batches
from explorer.models import VAE
from explorer.pictures import Bytes, png, sheet, to_uint8

SHADES = {"L": 16, "RGB": 64}  # of a thumbnail that is handed on


def build(run: Path, model: nn.Module, images: ImageSet, seed: int = 0) -> None:
    """Write the atlas of `model` on `images`, with its PCA map, in place of any older one."""
    (run / "atlas").mkdir(exist_ok=True)
    with lock(stages.lock_of(run)):
        _build(run, model, images, seed)


def grow(run: Path, model: nn.Module, images: ImageSet, seed: int = 0) -> None:
    """The same, unless by now there is one of as many codes: several processes may ask at once."""
    (run / "atlas").mkdir(exist_ok=True)
    with lock(stages.lock_of(run)):
        if (read_json(run / "atlas" / "atlas.json") or {"n": 0})["n"] < len(images):
            _build(run, model, images, seed)


def add_map(run: Path, method: str, seed: int | None = None, say: Callable[[str], None] | None = None) -> Floats:
    """The points (n, 2) of a run's codes by `method`: those in its atlas, else projected now and kept there.

    Without a seed any map will do, and a new one has 0. Of several processes that ask at once one projects, saying
    so with a line to `say`, and the others wait for it; `CheckpointError` where there are no codes.
    """
    load_npz(run / "atlas" / "codes.npz", "z")
    with lock(stages.lock_of(run)):
        found = _kept(run, method, seed)
        return _project(run, method, seed or 0, say) if found is None else found


def lighten(run: Path) -> None:
    """Keep the codes in halves (1 in 2,000 at most is lost of each) and the thumbnails in few shades."""
    folder = run / "atlas"
    with lock(stages.lock_of(run)):
        codes = load_npz(folder / "codes.npz")
        half = codes["z"].astype(np.float16)
        if np.isfinite(half).all():
            write_atomic(folder / "codes.npz", npz(**{**codes, "z": half}))
        with Image.open(folder / "thumbs.png") as whole:
            few = whole.quantize(SHADES[whole.mode], dither=Image.Dither.NONE) if whole.mode in SHADES else whole
            write_atomic(folder / "thumbs.png", png(few))


def _kept(run: Path, method: str, seed: int | None) -> Floats | None:
    about = (read_json(run / "atlas" / "atlas.json") or {}).get("maps", {}).get(method)
    if about is None or seed not in (None, about["seed"]):
        return None
    try:
        return np.asarray(load_npz(run / "atlas" / f"xy-{method}.npz", "xy")["xy"], np.float32)
    except CheckpointError:
        return None


def _project(run: Path, method: str, seed: int, say: Callable[[str], None] | None = None) -> Floats:
    folder, progress, began = run / "atlas", stages.file_of(run, method), time.monotonic()
    told = stages.Meter(progress)
    try:
        z = load_npz(folder / "codes.npz", "z")["z"]
        xy = project(z, method, seed, told)
        told(stages.MEASURING, 0)
        about = {"seed": seed, **quality(z, xy)}
        meta = read_json(folder / "atlas.json") or {}
        meta.setdefault("maps", {})[method] = about
        write_atomic(folder / f"xy-{method}.npz", npz(xy=xy))
        write_json(folder / "atlas.json", meta)  # the last: by it a map counts as there
    finally:
        progress.unlink(missing_ok=True)
    if say:
        say(f"{method} map of {len(z)} codes drawn in {time.monotonic() - began:.1f} s, seed {seed}")
    return xy


def _build(run: Path, model: nn.Module, images: ImageSet, seed: int) -> None:
    device = next(iter(model.state_dict().values())).device
    codes, errors, divergences = [], [], []
    thumbs: list[Bytes] = []
    with torch.inference_mode():
        for x in batches(images, device):
            codes.append(model.encode(x))  # type: ignore[operator]
            x_hat = model.decode(codes[-1])  # type: ignore[operator]
            errors.append(squared_error(x, x_hat))
            if len(thumbs) < THUMBS:
                thumbs.extend(to_uint8(x_hat.cpu()))
            if isinstance(model, VAE):
                divergences.append(objectives.kl(*model.posterior(x)))
        z = torch.cat(codes)
        del thumbs[THUMBS:]
        kl = torch.cat(divergences) if divergences else torch.zeros_like(z)
    folder = run / "atlas"
    for stale in folder.glob("xy-*.npz"):
        stale.unlink()
    labels = images.labels if images.labels is not None else np.full(len(images), -1)
    known = {} if images.factors is None else {"factors": images.factors.astype(np.float32)}
    arrays = {"z": z, "error": torch.cat(errors), "kl": kl.sum(1), "kl_dim": kl.mean(0)}
    write_atomic(
        folder / "codes.npz",
        npz(label=labels.astype(np.int64), **known, **{k: v.float().cpu().numpy() for k, v in arrays.items()}),
    )
    write_atomic(folder / "thumbs.png", png(sheet(np.stack(thumbs), COLUMNS)))
    meta = {
        "data": images.name, "split": images.split, "seed": seed, "n": len(images),
        "label_names": list(images.label_names), "factor_names": list(images.factor_names) if known else [],
        "image_shape": list(images.images.shape[1:]),
        "thumbs": len(thumbs), "columns": COLUMNS, "maps": {},
    }  # fmt: skip
    write_json(folder / "atlas.json", meta)
    _project(run, "pca", 0)
