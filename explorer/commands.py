"""What each command does: arguments in, the JSON object out; heavy imports wait till they are needed."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.config import CODED, DataConfig, ModelConfig, RunConfig, TrainConfig
from explorer.errors import ExplorerError, InputError
from explorer.files import write_atomic
from explorer.progress import Bar, clock

if TYPE_CHECKING:
    from torch import Tensor

    from explorer.data import ImageSet
    from explorer.data.photo import Photo
    from explorer.training.checkpoint import Run

Result = dict[str, Any]


def data_list(_: argparse.Namespace) -> Result:
    from explorer import data

    rows = [
        {"name": name, "title": row.title, "shape": row.shape, "train": row.train, "test": row.test,
         "here": data.available(name)}
        for name, row in data.DATASETS.items()
    ]  # fmt: skip
    return {"datasets": rows}


def data_get(a: argparse.Namespace) -> Result:
    from explorer import data

    return {"name": a.name, "files": [str(path) for path in data.get(a.name)]}


def train(a: argparse.Namespace) -> Result | None:
    from explorer.training import engine
    from explorer.training.runs import resolve

    settings = {f.name: getattr(a, f.name) for f in fields(TrainConfig) if getattr(a, f.name) is not None}
    photos = a.arch not in CODED
    shape = (a.channels, a.patch, a.patch) if photos else ModelConfig.image_shape
    config = RunConfig(
        data=DataConfig(_data_name(a.data, photos), a.image_size, a.binarization),
        model=ModelConfig(a.model, a.arch, a.latent_dim, a.size, a.likelihood, shape),
        train=TrainConfig(**settings),
        map=a.map or ("none" if photos or a.model == "classifier" else "umap"),
    )
    config = engine.configure(config)
    if config.model.warning:
        print(f"explorer: {config.model.warning}", file=sys.stderr)
    return _watched(lambda told: engine.train(config, resolve(a.out), told))


def _data_name(text: str, photos: bool) -> str:
    """A folder or file by its full path, a name as it is; of photos also a folder that lies in `EXPLORER_DATA`."""
    if photos:
        return ",".join(str(Path(name).resolve()) if Path(name).exists() else name for name in text.split(","))
    return text if "/" not in text and not Path(text).exists() else str(Path(text).resolve())


def resume(a: argparse.Namespace) -> Result | None:
    from explorer.training import jobs
    from explorer.training.runs import read_config, resolve, shown

    run = resolve(a.run_name)
    read_config(run)
    if jobs.status(run)["state"] == "paused":
        jobs.go_on(run)
        return {"run": shown(run), "state": "running"}
    if not a.queue:
        return _resume(run)
    with jobs.turn(run) as mine:
        if not mine:
            raise ExplorerError("stopped while it waited for its device")
        return _resume(run)


def _resume(run: Path) -> Result | None:
    from explorer.training import engine

    return _watched(lambda told: engine.resume(run, told))


def _watched(work: Callable[[Any], Result | None]) -> Result | None:
    """Train with a bar; a stop asked for from outside is a clean end."""
    from explorer.training.engine import Progress, Stopped

    bar: Bar | None = None

    def told(p: Progress) -> None:
        nonlocal bar
        bar = bar or Bar("training", p.steps)
        note = f"epoch {p.epoch}/{p.epochs} loss {p.loss:.2f}, {p.images_per_second:,.0f} images/s, "
        bar.to(p.step, note + f"{clock(p.seconds_left)} left")

    try:
        return work(told)
    except Stopped as error:
        raise ExplorerError("stopped; resume carries on from here") from error


def stop(a: argparse.Namespace) -> Result:
    from explorer.training import jobs
    from explorer.training.runs import read_config, resolve, shown

    run = resolve(a.run_name)
    read_config(run)
    jobs.stop(run)
    return {"run": shown(run), "state": "stopping"}


def pause(a: argparse.Namespace) -> Result:
    from explorer.training import jobs
    from explorer.training.runs import read_config, resolve, shown

    run = resolve(a.run_name)
    read_config(run)
    jobs.pause(run)
    return {"run": shown(run), "state": "pausing"}


def list_jobs(_: argparse.Namespace) -> Result:
    from explorer.training import jobs

    return {"jobs": jobs.jobs()}


def list_runs(_: argparse.Namespace) -> Result:
    from explorer.training.runs import all_runs, headline

    return {"runs": [headline(run) for run in all_runs()]}


def evaluate(a: argparse.Namespace) -> Result:
    from explorer import data
    from explorer.metrics import report
    from explorer.training import card

    run = _open(a)
    if not run.config.model.of_photos:
        images = data.load(a.data or run.config.data.name, a.split, run.config.data.image_size)
    else:
        images = _held_out(run, a.data, a.split)
    images = images.take(a.n) if a.n else images
    told = Bar(f"{a.iw_samples:,} samples a picture", len(images)).to
    metrics = report.evaluate(run.model, run.config, images, iw_samples=a.iw_samples, seed=a.seed, told=told)
    if a.keep:
        card.measured(run.path, metrics)
    head: Result = {"run": run.name, "data": images.name, "split": a.split, "n": len(images), "seed": a.seed}
    return head | {"metrics": metrics}


def _held_out(run: Run, name: str | None, split: str) -> ImageSet:
    """The photos that a photo model was not trained on."""
    from explorer.data import photos

    if split != "test":
        raise InputError("photos to learn from are cut up at random: only the test split is measured", run.path)
    channels, patch, _ = run.config.model.image_shape
    return photos.load(name or run.config.data.name, channels, patch)[1]


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
        _write(a.out, atlas.npz(**arrays))
    return {**quality, "run": path.name, "method": a.method, "n": len(found.z[:n]), "out": a.out}


def _build_atlas(a: argparse.Namespace) -> None:
    from explorer import data
    from explorer.latent import atlas, mapping

    run = _open(a, coded=True)
    images = data.load(run.config.data.name, "test", run.config.data.image_size)
    if a.n and a.n > len(images):
        raise InputError(f"the test split of {images.name} has {len(images)} images, not {a.n}")
    mapping.grow(run.path, run.model, images.take(a.n or atlas.POINTS), run.config.train.seed)


def reconstruct(a: argparse.Namespace) -> Result:
    from explorer.data import folder
    from explorer.pictures import png, to_image

    run = _open(a, coded=True)
    pictures = [folder.to_array(folder.read_image(path), run.config.model.image_shape) for path in a.images]
    out = _new_folder(a.out)
    items = []
    for path, x, x_hat in zip(a.images, pictures, _through(run, pictures), strict=True):
        target = out / f"{Path(path).stem}.png"
        write_atomic(target, png(to_image(x_hat)))
        error = float((((x.astype(float) - x_hat) / 255) ** 2).sum())
        items.append({"in": path, "out": str(target), "squared_error": round(error, 4)})
    return {"run": run.name, "items": items}


def sample(a: argparse.Namespace) -> Result:
    from torch import Generator

    from explorer.pictures import enlarge, png, sheet

    run = _open(a, coded=True)
    z = _drawn(run, a.sampler, a.n, Generator().manual_seed(a.seed), a.temperature)
    picture = sheet(_decode(run, z), columns=min(a.n, 10), gap=2)
    _write(a.out, png(enlarge(picture, 900)))
    settings = {"n": a.n, "seed": a.seed, "temperature": a.temperature, "sampler": a.sampler}
    return {"run": run.name, **settings, "out": a.out}


def _drawn(run: Run, sampler: str, n: int, generator: Any, temperature: float) -> Tensor:
    from explorer.latent import mixture, sampling
    from explorer.latent.atlas import read

    if sampler == "mixture":
        return mixture.fit(read(run.path).z).sample(n, generator, temperature)
    return sampling.prior(n, run.config.model.latent_dim, generator, temperature)


def interpolate(a: argparse.Namespace) -> Result:
    from explorer.animation import encoder
    from explorer.latent.interpolation import PATHS

    run = _open(a, coded=True)
    if a.steps < 2:
        raise InputError(f"steps must be 2 or more, not {a.steps}")
    encode = encoder(a.out)
    start, end = _encode(run, [_picture(run, a.a), _picture(run, a.b)])
    _write(a.out, encode(_decode(run, PATHS[a.path](start, end, a.steps))))
    return {"run": run.name, "a": a.a, "b": a.b, "steps": a.steps, "path": a.path, "out": a.out}


def denoise(a: argparse.Namespace) -> Result:
    from explorer.data import photo
    from explorer.training.runs import PHOTO_DENOISER

    sigma = _sigma(a.sigma)
    run = _open(a, kind="dae") if a.run_name else _usual(PHOTO_DENOISER)
    photos = [photo.read(path) for path in a.images]  # all of them before anything is written
    targets = _targets(a.images, a.out)
    items = []
    for path, given, target in zip(a.images, photos, targets, strict=True):
        started = time.monotonic()
        restored, found = _denoised(run, given, sigma, _bar(path))
        _write(str(target), photo.encode(restored, target))
        items.append(_item(path, target, restored, started, found))
    return {"items": items}


def _denoised(run: Run, given: Photo, sigma: float | None, told: Callable[[float], None]) -> tuple[Photo, float | None]:
    """By a photo model at the photo's own size; by one of a fixed size scaled there and back, and told no sigma."""
    from explorer import restore
    from explorer.restore import photo

    if run.config.model.has_code:
        return given.seen_as(restore.denoise(run.model, given.image())), sigma
    return photo.denoise(run.model, given, sigma, told)


def inpaint(a: argparse.Namespace) -> Result:
    from explorer.data import photo
    from explorer.training.runs import PHOTO_INPAINTER

    run = _open(a, kind="inpaint") if a.run_name else _usual(PHOTO_INPAINTER)
    given = photo.read(a.image)
    hole = photo.hole(a.mask, given.size)
    photo.kind_of(a.out)
    started = time.monotonic()
    filled = _filled(run, given, hole, _bar(a.image))
    _write(a.out, photo.encode(filled, a.out))
    return {"items": [_item(a.image, Path(a.out), filled, started, None)]}


def _filled(run: Run, given: Photo, hole: Any, told: Callable[[float], None]) -> Photo:
    from PIL import Image

    from explorer import restore
    from explorer.restore import photo

    if run.config.model.has_code:
        return given.seen_as(restore.inpaint(run.model, given.image(), Image.fromarray(hole)))
    return photo.inpaint(run.model, given, hole, told)


def bench(a: argparse.Namespace) -> Result:
    from explorer import bench as benches

    settings = {
        k: v for k, v in (("device", a.device), ("repeats", a.repeats), ("archs", a.archs), ("n", a.n)) if v is not None
    }
    return benches.run(a.name, lambda line: print(line, file=sys.stderr, flush=True), **settings)


def export(a: argparse.Namespace) -> Result:
    from explorer.export import export as write

    run = _open(a, coded=True)
    difference = write(run.model, Path(a.onnx), (a.part,) if a.part else ("decoder", "encoder"))
    files = {name: str(Path(a.onnx) / f"{name}.onnx") for name in difference}
    return {"run": run.name, "files": files, "max_difference": difference}


def slim(a: argparse.Namespace) -> Result:
    from explorer.training.runs import resolve, shown
    from explorer.training.slim import slim as make_slim

    run = resolve(a.run_name)
    return {"run": shown(run), "bytes": make_slim(run)}


def handout(a: argparse.Namespace) -> Result:
    from explorer.latent import handout as page
    from explorer.latent.atlas import read
    from explorer.latent.kit import read_kit
    from explorer.training.runs import read_config, resolve, shown

    run = resolve(a.run_name)
    read_config(run)
    atlas, kit = read(run), read_kit(run)
    if isinstance(kit, str):
        print(f"explorer: {kit}", file=sys.stderr)
    blob = page.handout(run, atlas, kit)
    _write(a.out, blob)
    return {"run": shown(run), "out": a.out, "bytes": len(blob), "maps": page.methods(atlas)}


# --- what several commands need -------------------------------------------------------------------


def _open(a: argparse.Namespace, kind: str | None = None, coded: bool = False) -> Run:
    """The run that a command names: of the kind that it needs, with a code where it needs that."""
    from explorer.training import checkpoint, device

    run = checkpoint.open_run(a.run_name, device.pick(getattr(a, "device", "cpu")))
    if kind and run.config.model.kind != kind:
        raise InputError(f"is a model of kind {run.config.model.kind!r}, {kind!r} is needed", run.path)
    if coded and not run.config.model.has_code:
        raise InputError(f"has no codes, which {a.command} needs", run.path)
    return run


def _usual(name: str) -> Run:
    """The run that is taken where none is named."""
    from explorer.training import checkpoint

    return checkpoint.open_run(name)


def _bar(path: str) -> Callable[[float], None]:
    return Bar(Path(path).name, 1.0).to


def _encode(run: Run, pictures: list[Any]) -> Tensor:
    import numpy as np
    import torch

    x = torch.from_numpy(np.stack(pictures)).float() / 255
    with torch.inference_mode():
        z: Tensor = run.model.encode(x)  # type: ignore[operator]
    return z


def _decode(run: Run, z: Tensor) -> Any:
    import torch

    from explorer.pictures import to_uint8

    with torch.inference_mode():
        return to_uint8(run.model.decode(z))  # type: ignore[operator]


def _through(run: Run, pictures: list[Any]) -> Any:
    return _decode(run, _encode(run, pictures))


def _picture(run: Run, what: str) -> Any:
    """A picture by its index in the run's test split, or by its file."""
    from explorer import data
    from explorer.data import folder

    if not what.isdecimal():
        return folder.to_array(folder.read_image(what), run.config.model.image_shape)
    images = data.load(run.config.data.name, "test", run.config.data.image_size)
    if int(what) >= len(images):
        raise InputError(f"{images.name} has test images 0 to {len(images) - 1}, not {what}")
    return images.images[int(what)]


def _new_folder(path: str) -> Path:
    Path(path).mkdir(parents=True, exist_ok=True)
    return Path(path)


def _targets(images: list[str], out: str) -> list[Path]:
    """One file for one image and a name with an ending; else files of the same names in a folder.

    Raises `InputError`, before any folder is made, where a name's ending is no kind of picture.
    """
    from explorer.data.photo import kind_of

    single = len(images) == 1 and bool(Path(out).suffix) and not Path(out).is_dir()
    targets = [Path(out)] if single else [Path(out) / Path(image).name for image in images]
    for target in targets:
        kind_of(target)
    if not single:
        _new_folder(out)
    return targets


def _write(path: str, blob: bytes) -> None:
    try:
        write_atomic(Path(path), blob)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path) from error


def _sigma(text: str) -> float | None:
    try:
        sigma = None if text == "auto" else float(text)
    except ValueError:
        sigma = -1.0
    if sigma is not None and not 0 <= sigma <= 255:
        raise InputError(f"sigma must be auto or a number of grey levels from 0 to 255, not {text!r}")
    return sigma


def _item(source: str, target: Path, photo: Photo, started: float, sigma: float | None) -> Result:
    width, height = photo.size
    return {
        "in": source, "out": str(target), "width": width, "height": height, "mode": photo.mode,
        "sigma": sigma if sigma is None else round(sigma, 2), "seconds": round(time.monotonic() - started, 3),
    }  # fmt: skip
