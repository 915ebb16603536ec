"""`bench map`: how a map of many points pans, drags and opens, beside the bare scatter library and plain umap-learn."""

from __future__ import annotations

import math
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from explorer import data
from explorer.bench import Row, apart, browser, result, row, visits
from explorer.data import ImageSet
from explorer.errors import InputError
from explorer.files import read_json, write_atomic, write_json
from explorer.latent import mapping
from explorer.latent.atlas import Atlas, Floats, npz, read
from explorer.latent.projection import project, quality
from explorer.training.checkpoint import open_run
from explorer.training.runs import ROOT, read_config

RUN = "fashion-vae"  # 16 numbers in a code
SIZES = (10_000, 70_000)  # all test images; all images
UMAP = {"n_neighbors": 15, "min_dist": 0.1, "n_jobs": 1}


def run(say: Callable[[str], None], repeats: int = 3, **other: Any) -> dict[str, Any]:
    """Measure on Fashion-MNIST; needs its files (see `data`)."""
    if other:
        raise InputError(f"bench map has no --{', --'.join(other)}")
    with browser.opened() as chromium, tempfile.TemporaryDirectory() as folder:
        atlases = {n: _made(Path(folder), images) for n, images in _pictures().items()}
        say(f"{RUN} has encoded {' and '.join(f'{n:,}' for n in atlases)} images")
        rows, ratios = _umaps(say, _run(Path(folder), SIZES[0]), atlases[SIZES[0]].z, repeats)
        with browser.serving(env={**os.environ, "EXPLORER_CHECKPOINTS": folder}) as url, visits.rival() as rival:
            for n, atlas in atlases.items():
                more = _panned(say, chromium, f"{url}/latent_map?run={_name(n)}&map=PCA", rival, atlas, repeats)
                rows += more[0]
                ratios |= more[1]
            rows += _opened(say, chromium, url, repeats)
        version = chromium.version
    settings = {
        "run": RUN, "points": list(atlases), "repeats": repeats, "seconds": visits.SECONDS, "moves": visits.MOVES,
        "umap": UMAP, "chromium": version, "window": "1280x900", "rival": "regl-scatterplot 1.16.0",
    }  # fmt: skip
    return result("map", settings, rows, ratios)


def _pictures() -> dict[int, ImageSet]:
    """The test images, and with the training images after them."""
    name = read_config(ROOT / RUN).data.name
    test, train = data.load(name, "test"), data.load(name, "train")
    assert test.labels is not None
    assert train.labels is not None
    both = replace(
        test, split="test and train", images=np.concatenate([test.images, train.images]),
        labels=np.concatenate([test.labels, train.labels]),
    )  # fmt: skip
    return dict(zip(SIZES, (test.take(SIZES[0]), both.take(SIZES[1])), strict=True))


def _name(n: int) -> str:
    return f"{RUN}-{n}"


def _run(folder: Path, n: int) -> Path:
    return folder / _name(n)


def _made(folder: Path, images: ImageSet) -> Atlas:
    """A run under `folder` like the shipped one, with a map of all `images`."""
    run = _run(folder, len(images))
    shutil.copytree(ROOT / RUN, run)
    mapping.build(run, open_run(run).model, images)
    return read(run)


def _umaps(say: Callable[[str], None], run: Path, z: Floats, repeats: int) -> tuple[list[Row], dict[str, float]]:
    """Ours and umap-learn alone on the same codes, in turns; the run keeps our map."""
    found: dict[str, list[tuple[float, Floats]]] = {"ours": [], "umap-learn": []}
    for seed in range(repeats):
        for name, work in (("ours", _ours), ("umap-learn", _plain)):
            found[name].append(apart(work, z, seed))
            say(f"UMAP of {len(z):,} codes, {seed + 1} of {repeats}: {name} {found[name][-1][0]:.1f} s")
    trust = {k: [quality(z, xy)["trustworthiness"] for _, xy in tries] for k, tries in found.items()}
    rows = [
        row(f"UMAP of {len(z):,} codes, {name}", [s for s, _ in tries], "s", trustworthiness=trust[name])
        for name, tries in found.items()
    ]
    xy = found["ours"][0][1]
    meta = read_json(run / "atlas" / "atlas.json") or {}
    meta["maps"]["umap"] = {"seed": 0, **quality(z, xy)}
    write_atomic(run / "atlas" / "xy-umap.npz", npz(xy=xy))
    write_json(run / "atlas" / "atlas.json", meta)
    return rows, {f"UMAP of {len(z):,} codes, s, ours to umap-learn": rows[0].value / rows[1].value}


def _ours(z: Floats, seed: int) -> tuple[float, Floats]:
    started = time.perf_counter()
    xy = project(z, "umap", seed)
    return time.perf_counter() - started, xy


def _plain(z: Floats, seed: int) -> tuple[float, Floats]:
    started = time.perf_counter()
    import umap

    xy = umap.UMAP(random_state=seed, **UMAP).fit_transform(z)
    return time.perf_counter() - started, np.asarray(xy, np.float32)


def _panned(
    say: Callable[[str], None], chromium: Any, address: str, rival: str, atlas: Atlas, repeats: int
) -> tuple[list[Row], dict[str, float]]:
    """Pan and drag one map, and pan the same points drawn by the bare library, in turns."""
    n, ours, bare, drags = len(atlas.z), [], [], []
    for _ in range(repeats):
        gaps, box = visits.pan_ours(chromium, address)
        ours.append(gaps)
        bare.append(visits.pan_rival(chromium, rival, atlas.xy["pca"], atlas.label, box))
        drags.append(visits.drag(chromium, address))
        say(f"{n:,} points: {_rate(ours[-1]):.1f} frames/s, the bare library {_rate(bare[-1]):.1f}")
    rows = _frames(f"{n:,} points, ours", ours) + _frames(f"{n:,} points, bare library", bare)
    rows.append(
        row(f"{n:,} points drawn anew in a drag", [d["drawn"] for d in drags], "times",
            pictures=[d["decoded"] for d in drags])
    )  # fmt: skip
    return rows, {f"{n:,} points, frames/s, ours to the bare library": rows[0].value / rows[2].value}


def _frames(name: str, pans: list[list[float]]) -> list[Row]:
    """Frames per second and the long frames of each pan, from the ms between them."""
    late = [sorted(gaps)[math.ceil(0.95 * len(gaps)) - 1] for gaps in pans]
    frames = [len(gaps) for gaps in pans]
    return [
        row(f"{name} panned", [_rate(gaps) for gaps in pans], "frames/s", frames=frames),
        row(f"{name} panned, frame p95", late, "ms", frames=frames),
    ]


def _rate(gaps: list[float]) -> float:
    return 1000 * len(gaps) / sum(gaps)


def _opened(say: Callable[[str], None], chromium: Any, url: str, repeats: int) -> list[Row]:
    n = SIZES[0]
    found = [visits.opening(chromium, url, f"run={_name(n)}&map=UMAP") for _ in range(repeats)]
    rows = [
        row(f"{n:,} points, message with the map", [f["own"] / 1e6 for f in found], "MB"),
        row(f"{n:,} points, all that a first visit is sent", [f["total"] / 1e6 for f in found], "MB"),
        row(f"{n:,} points, click to drawn map", [f["seconds"] for f in found], "s"),
    ]
    say(f"{n:,} points: {rows[0].value:.2f} MB, {rows[2].value:.2f} s from the click to the drawn map")
    return rows
