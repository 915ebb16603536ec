"""What several commands need: a run by its name, codes and pictures of it, files to write."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.errors import InputError
from explorer.files import write_atomic
from explorer.progress import Bar

Result = dict[str, Any]

if TYPE_CHECKING:
    from torch import Tensor

    from explorer.training.checkpoint import Run


def open_named(a: argparse.Namespace, kind: str | None = None, coded: bool = False) -> Run:
    """The run that a command names: of the kind that it needs, with a code where it needs that."""
    from explorer.training import checkpoint, device

    run = checkpoint.open_run(a.run_name, device.pick(getattr(a, "device", "cpu")))
    if kind and run.config.model.kind != kind:
        raise InputError(f"is a model of kind {run.config.model.kind!r}, {kind!r} is needed", run.path)
    if coded and not run.config.model.has_code:
        raise InputError(f"has no codes, which {a.command} needs", run.path)
    return run


def usual(name: str) -> Run:
    """The run that is taken where none is named."""
    from explorer.training import checkpoint

    return checkpoint.open_run(name)


def bar_of(path: str) -> Callable[[float], None]:
    return Bar(Path(path).name, 1.0).to


def encode(run: Run, pictures: list[Any]) -> Tensor:
    import numpy as np
    import torch

    x = torch.from_numpy(np.stack(pictures)).float() / 255
    with torch.inference_mode():
        z: Tensor = run.model.encode(x)  # type: ignore[operator]
    return z


def decode(run: Run, z: Tensor) -> Any:
    import torch

    from explorer.pictures import to_uint8

    with torch.inference_mode():
        return to_uint8(run.model.decode(z))  # type: ignore[operator]


def through(run: Run, pictures: list[Any]) -> Any:
    return decode(run, encode(run, pictures))


def picture(run: Run, what: str) -> Any:
    """A picture by its index in the run's test split, or by its file."""
    from explorer.data import folder
    from explorer.training import sets

    if not what.isdecimal():
        return folder.to_array(folder.read_image(what), run.config.model.image_shape)
    images = sets.images(run.config)
    if int(what) >= len(images):
        raise InputError(f"{images.name} has test images 0 to {len(images) - 1}, not {what}")
    return images.images[int(what)]


def new_folder(path: str) -> Path:
    Path(path).mkdir(parents=True, exist_ok=True)
    return Path(path)


def targets_of(images: list[str], out: str) -> list[Path]:
    """One file for one image and a name with an ending; else files of the same names in a folder.

    Raises `InputError`, before any folder is made, where a name's ending is no kind of picture.
    """
    from explorer.data.photo import kind_of

    single = len(images) == 1 and bool(Path(out).suffix) and not Path(out).is_dir()
    targets = [Path(out)] if single else [Path(out) / Path(image).name for image in images]
    for target in targets:
        kind_of(target)
    if not single:
        new_folder(out)
    return targets


def write(path: str, blob: bytes) -> None:
    try:
        write_atomic(Path(path), blob)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path) from error
