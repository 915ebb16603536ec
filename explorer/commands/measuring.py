"""Commands that look into a run: its metrics, its map, its ONNX files; and the benchmarks."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.commands.shared import Result, open_named, write
from explorer.errors import InputError
from explorer.progress import Bar

if TYPE_CHECKING:
    from explorer.training.checkpoint import Run


def evaluate(a: argparse.Namespace) -> Result:
    from explorer.metrics import report
    from explorer.training import card, probing, sets

    run = open_named(a)
    if run.config.model.kind == "sdae":
        return _places(a, run)
    if a.task == "contamination":
        return _contamination(a, run)
    if a.task == "anomaly" or run.config.model.kind == "oneclass":
        return _anomaly(a, run)
    images = sets.images(run.config, a.data, a.split)
    images = images.take(a.n) if a.n else images
    told = Bar(f"{a.iw_samples:,} samples a picture", len(images)).to
    metrics = report.evaluate(run.model, run.config, images, iw_samples=a.iw_samples, seed=a.seed, told=told)
    if run.config.model.kind == "jigsaw" and not (a.data or a.n) and a.split == "test":
        metrics |= probing.probes(run, a.seed)
    if a.keep:
        card.measured(run.path, metrics)
    head: Result = {"run": run.name, "data": images.name, "split": a.split, "n": len(images), "seed": a.seed}
    return head | {"metrics": metrics}


def _places(a: argparse.Namespace, run: Run) -> Result:
    import numpy as np

    from explorer.data import geotext
    from explorer.metrics import geo
    from explorer.models import Stacked
    from explorer.training import card

    if a.iw_samples:
        raise InputError("importance samples need a posterior; a sdae has none, a vae has")
    assert isinstance(run.model, Stacked)
    corpus = geotext.load(a.data or run.config.data.name, a.split)
    corpus = corpus.only(np.arange(min(a.n, len(corpus)))) if a.n else corpus
    metrics = geo.evaluate(run.model, run.config, corpus, a.seed)
    if a.keep:
        card.measured(run.path, metrics)
    head: Result = {"run": run.name, "data": corpus.name, "split": corpus.split, "n": len(corpus), "seed": a.seed}
    return head | {"metrics": metrics}


def _anomaly(a: argparse.Namespace, run: Run) -> Result:
    from explorer import data
    from explorer.metrics import one_class, report
    from explorer.training import card, normality, sets

    own, alone = sets.images(run.config, split=a.split), run.config.model.kind != "oneclass"
    if alone and not a.data:
        raise InputError(
            f"has learnt all of {own.name}, which is normal to it: --data NAME says where its anomalies are", run.path
        )
    if a.data and not alone:
        raise InputError("has its anomalies among the other classes of its own data: leave --data out", run.path)
    if a.iw_samples:
        raise InputError("importance samples say nothing of anomalies: leave --iw-samples out")
    normal = normality.of(run)
    if alone:
        own = normality.halves(own)[1] if a.split == "test" else own
        other = data.load(a.data, a.split, run.config.model.image_shape[1])  # a folder is brought to its size
        own, other = (images.take(a.n) if a.n else images for images in (own, other))
        metrics = one_class.rows([normality.against(run, normal, own, other, a.seed)], normal.score, own, a.seed)
        n, name = len(own) + len(other), f"{own.name} against {other.name}"
    else:
        own = own.take(a.n) if a.n else own
        metrics = normality.measure(run.config, run.model, normal, own, a.seed)
        metrics |= report.evaluate(run.model, run.config, own, seed=a.seed)
        n, name = len(own), own.name
    if a.keep:
        card.measured(run.path, metrics)
    return {"run": run.name, "data": name, "split": a.split, "n": n, "seed": a.seed, "metrics": metrics}


def _contamination(a: argparse.Namespace, run: Run) -> Result:
    """Train the run's like again with each share of anomalies: what that costs in AUROC."""
    from explorer.training import contamination

    found = contamination.measure(run.path, lambda line: print(line, file=sys.stderr, flush=True))
    if a.keep:
        contamination.keep(run.path, found)
    head = {"run": run.name, "data": run.config.data.name, "split": found["split"], "n": found["n"]}
    score = found["chosen"][0]
    metrics = {
        f"auroc_at_{share:g}": {"value": value, "unit": found["unit"], "n": found["n"], "split": found["split"],
                                "seed": found["seed"], "published": None, "source": None, "score": score}
        for share, value in zip(found["shares"], found["auroc"][score], strict=True)
    }  # fmt: skip
    return {**head, "seed": found["seed"], "metrics": metrics, "contamination": found}


def embed(a: argparse.Namespace) -> Result:
    from explorer.latent import atlas, mapping
    from explorer.training.log import say
    from explorer.training.runs import read_config, resolve

    path = resolve(a.run_name)
    if not read_config(path).model.has_code:
        raise InputError("has no codes, which embed needs", path)
    if not (path / "atlas" / "atlas.json").exists() or (a.n and a.n > len(atlas.read(path).z)):
        _build_atlas(a)
    mapping.add_map(path, a.method, a.seed, partial(say, path))
    found = atlas.read(path)
    n = a.n or len(found.z)
    quality = found.meta["maps"][a.method]
    arrays = {"z": found.z[:n], "xy": found.xy[a.method][:n], "label": found.label[:n]}
    if a.out:
        write(a.out, atlas.npz(**arrays))
    return {**quality, "run": path.name, "method": a.method, "n": len(found.z[:n]), "out": a.out}


def _build_atlas(a: argparse.Namespace) -> None:
    from explorer.latent import atlas, mapping
    from explorer.training import sets

    run = open_named(a, coded=True)
    images = sets.images(run.config)
    if a.n and a.n > len(images):
        raise InputError(f"the test split of {images.name} has {len(images)} images, not {a.n}")
    mapping.grow(run.path, run.model, images.take(a.n or atlas.POINTS), run.config.train.seed)


def bench(a: argparse.Namespace) -> Result:
    from explorer import bench as benches

    settings = {
        k: v for k, v in (("device", a.device), ("repeats", a.repeats), ("archs", a.archs), ("n", a.n)) if v is not None
    }
    return benches.run(a.name, lambda line: print(line, file=sys.stderr, flush=True), **settings)


def export(a: argparse.Namespace) -> Result:
    from explorer.export import export as write

    run = open_named(a, coded=True)
    difference = write(run.model, Path(a.onnx), (a.part,) if a.part else ("decoder", "encoder"))
    files = {name: str(Path(a.onnx) / f"{name}.onnx") for name in difference}
    return {"run": run.name, "files": files, "max_difference": difference}


def handout(a: argparse.Namespace) -> Result:
    from explorer.latent import handout as page
    from explorer.latent.atlas import read
    from explorer.latent.kit import read_kit
    from explorer.training import jobs
    from explorer.training.runs import read_config, resolve, shown

    run = resolve(a.run_name)
    read_config(run)
    if jobs.lacks_decoder(run):
        from explorer.export import export as write_onnx

        write_onnx(open_named(a, coded=True).model, run, ("decoder",))
    atlas, kit = read(run), read_kit(run)
    if isinstance(kit, str):
        print(f"explorer: {kit}", file=sys.stderr)
    blob = page.handout(run, atlas, kit)
    write(a.out, blob)
    return {"run": shown(run), "out": a.out, "bytes": len(blob), "maps": page.methods(atlas)}
