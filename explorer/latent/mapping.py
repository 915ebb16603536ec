"""Making the atlas of a run: its codes, its thumbnails and its maps. For worker processes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import nn

from explorer import objectives
from explorer.data import ImageSet
from explorer.files import read_json, write_atomic, write_json
from explorer.latent.atlas import COLUMNS, THUMBS, Floats, load_npz, npz
from explorer.latent.projection import project, quality
from explorer.metrics.images import squared_error
from explorer.metrics.report import batches
from explorer.models import VAE
from explorer.pictures import Bytes, png, sheet, to_uint8


def build(run: Path, model: nn.Module, images: ImageSet, seed: int = 0) -> None:
    """Write the atlas of `model` on `images`, with its PCA map."""
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
    folder.mkdir(exist_ok=True)
    for stale in folder.glob("xy-*.npz"):
        stale.unlink()
    labels = images.labels if images.labels is not None else np.full(len(images), -1)
    arrays = {"z": z, "error": torch.cat(errors), "kl": kl.sum(1), "kl_dim": kl.mean(0)}
    write_atomic(
        folder / "codes.npz",
        npz(label=labels.astype(np.int64), **{k: v.float().cpu().numpy() for k, v in arrays.items()}),
    )
    write_atomic(folder / "thumbs.png", png(sheet(np.stack(thumbs), COLUMNS)))
    meta = {
        "data": images.name, "split": images.split, "seed": seed, "n": len(images),
        "label_names": list(images.label_names), "image_shape": list(images.images.shape[1:]),
        "thumbs": len(thumbs), "columns": COLUMNS, "maps": {},
    }  # fmt: skip
    write_json(folder / "atlas.json", meta)
    add_map(run, "pca")


def add_map(run: Path, method: str, seed: int = 0) -> Floats:
    """Project a run's codes by `method`, keep the points in its atlas and return them, (n, 2)."""
    folder = run / "atlas"
    z = load_npz(folder / "codes.npz", "z")["z"]
    xy = project(z, method, seed)
    meta = read_json(folder / "atlas.json") or {}
    meta.setdefault("maps", {})[method] = {"seed": seed, **quality(z, xy)}
    write_atomic(folder / f"xy-{method}.npz", npz(xy=xy))
    write_json(folder / "atlas.json", meta)
    return xy
