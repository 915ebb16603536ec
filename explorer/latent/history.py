"""The history of a run: its decoder and a small map, kept at chosen epochs, and the film that they make.

history/epoch-00012.safetensors   decoder.* float16 · z (n, d) float16 · label (n,) int16 or -1
                                  and as metadata `history`: JSON of the epoch and its test values

Only `keep` and `film` load torch: a page that looks whether there is a history does not wait for it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from explorer.config import ModelConfig
from explorer.errors import CheckpointError, InputError
from explorer.files import write_atomic

if TYPE_CHECKING:
    import torch
    from torch import nn

POINTS = 500  # test pictures whose codes are kept at every epoch
FRAMES = 40  # of a film: more make a page heavy, and nobody tells them apart
GRID = 15  # codes to a side of the manifold
SHEET = 640  # pixels: pictures that are large get fewer cells, so that a sheet stays near this side
INNER = (2, 98)  # per cent of the last epoch's points, along each axis: what the manifold spans at least
GAP = 2  # pixels between the pictures of a sheet

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Frame:
    """One kept epoch: codes z (n, d), label (n,) or -1, test `values`, weights by name, and its file."""

    epoch: int
    z: npt.NDArray[np.float32]
    label: npt.NDArray[np.int64]
    values: dict[str, float]
    weights: dict[str, npt.NDArray[Any]]
    file: Path


@dataclass(frozen=True)
class History:
    """The kept epochs of a run, in order; all have codes of the same pictures."""

    frames: tuple[Frame, ...]


@dataclass(frozen=True)
class Plane:
    """Where a 2-D point lies among the codes: z = mean (d,) + xy @ basis (2, d), rows orthonormal (or 0 if d = 1)."""

    mean: Floats
    basis: Floats

    def points(self, z: npt.NDArray[Any]) -> Floats:
        """Codes (n, d) to the plane, (n, 2)."""
        return np.asarray((z - self.mean) @ self.basis.T)

    def codes(self, xy: npt.NDArray[Any]) -> Floats:
        """Points (n, 2) of the plane to codes, (n, d)."""
        return np.asarray(self.mean + xy @ self.basis)


@dataclass(frozen=True)
class Film:
    """What the scrubber shows: `epochs`, points xy (frames, n, 2) aligned, `values` and a manifold sheet for each.

    `window` is the (2, 2) lower and upper corner of the manifold, the same at every epoch; `cells` to a side.
    """

    epochs: tuple[int, ...]
    xy: npt.NDArray[np.float32]
    label: npt.NDArray[np.int64]
    values: tuple[dict[str, float], ...]
    sheets: tuple[Image.Image, ...]
    window: Floats
    cells: int


def keep(
    run: Path, epoch: int, model: nn.Module, images: torch.Tensor, labels: npt.NDArray[Any] | None,
    values: dict[str, float],
) -> None:  # fmt: skip
    """Keep an epoch: decoder and codes of the first `POINTS` of `images`, uint8 (n, C, H, W) on the model's device.

    `labels` (n,) or None; `values` are test values in the units of the objective. Epoch 0 is before training.
    """
    import safetensors.torch
    import torch

    weights = {k: v for k, v in model.state_dict().items() if k.startswith("decoder.")}
    if not weights:
        raise InputError(f"{type(model).__name__} has no decoder that could be kept")
    with torch.inference_mode():
        z = model.encode(images[:POINTS].float() / 255)  # type: ignore[operator]
    label = np.full(len(z), -1) if labels is None else labels[: len(z)]
    tensors = {k: v.detach().to("cpu", torch.float16).contiguous() for k, v in {**weights, "z": z}.items()}
    tensors["label"] = torch.from_numpy(np.asarray(label, np.int16))
    about = json.dumps({"epoch": int(epoch), "values": {k: float(v) for k, v in values.items()}})
    (run / "history").mkdir(exist_ok=True)
    write_atomic(_file(run, epoch), safetensors.torch.save(tensors, metadata={"history": about}))


def kept(run: Path) -> dict[int, Path]:
    """The kept epochs of a run and their files, in order; empty where it has no history."""
    found = {p.stem.removeprefix("epoch-"): p for p in (run / "history").glob("epoch-*.safetensors")}
    return dict(sorted((int(epoch), path) for epoch, path in found.items() if epoch.isdecimal()))


def drop_after(run: Path, epoch: int) -> None:
    """Remove what was kept later than `epoch`: a resumed run keeps it again."""
    for later, path in kept(run).items():
        if later > epoch:
            path.unlink(missing_ok=True)


def read(run: Path) -> History | None:
    """Read what a run kept, or None where it kept nothing; `CheckpointError` for a file that is not whole."""
    frames = tuple(_read(path, epoch) for epoch, path in kept(run).items())
    for frame in frames:
        if frame.z.shape != frames[-1].z.shape:
            raise CheckpointError(
                f"has codes {list(frame.z.shape)}, the last epoch {list(frames[-1].z.shape)}", frame.file
            )
    return History(frames) if frames else None


def film(history: History, config: ModelConfig) -> Film:
    """Lay the epochs over each other and decode the manifold of each with its own decoder.

    Of more than `FRAMES` epochs as many are taken, evenly, first and last among them.
    """
    frames = [history.frames[i] for i in _evenly(len(history.frames), FRAMES)]
    planes = aligned([frame.z for frame in frames])
    xy = [plane.points(frame.z) for plane, frame in zip(planes, frames, strict=True)]
    window = square(np.percentile(xy[-1], INNER, axis=0))
    cells = min(GRID, max(6, SHEET // max(config.image_shape)))
    grid = lattice(window, cells)
    return Film(
        epochs=tuple(frame.epoch for frame in frames), xy=np.asarray(xy, np.float32), label=frames[-1].label,
        values=tuple(frame.values for frame in frames),
        sheets=_sheets(frames, [plane.codes(grid) for plane in planes], cells, config), window=window, cells=cells,
    )  # fmt: skip


def plane_of(z: npt.NDArray[Any]) -> Plane:
    """Of two dimensions the plane itself, else that of largest variance through the mean code (PCA)."""
    z = np.asarray(z, np.float64)
    d = z.shape[1]
    if d == 2:
        return Plane(np.zeros(2), np.eye(2))
    _, _, components = np.linalg.svd(z - z.mean(0), full_matrices=False)
    top = components[:2]
    top = top * np.sign(top[np.arange(len(top)), np.abs(top).argmax(1)])[:, None]  # as `projection.pca` has it
    basis = np.zeros((2, d))  # a one-dimensional code lies on a line
    basis[: len(top)] = top
    return Plane(z.mean(0), basis)


def turn(xy: npt.NDArray[Any], onto: npt.NDArray[Any]) -> Floats:
    """The rotation or reflection R (2, 2) for which |xy @ R - onto|^2 is least (Schönemann 1966)."""
    u, _, vt = np.linalg.svd(xy.T @ onto)
    return np.asarray(u @ vt)


def aligned(codes: Sequence[npt.NDArray[Any]]) -> list[Plane]:
    """A plane for the codes (n, d) of each epoch: the last has its own axes, each before is turned onto the next.

    A plane's axes are free: unturned, points would jump from epoch to epoch where nothing was learnt.
    """
    planes = [plane_of(codes[-1])]
    ahead = planes[0].points(codes[-1])
    for z in reversed(codes[:-1]):
        own = plane_of(z)
        rotation = turn(own.points(z), ahead)
        planes.append(Plane(own.mean, rotation.T @ own.basis))
        ahead = planes[-1].points(z)
    return planes[::-1]


def square(box: npt.NDArray[Any]) -> Floats:
    """The corners (2, 2) widened about their middle to equal sides: a sheet is square, and must not distort."""
    half = max(float((box[1] - box[0]).max()) / 2, 1e-3)  # of a collapsed code there is next to nothing
    return np.stack([box.mean(0) - half, box.mean(0) + half])


def lattice(window: npt.NDArray[Any], cells: int) -> Floats:
    """Points (cells^2, 2) over the window's corners (2, 2), row by row from the top, as a sheet is read."""
    x, y = np.linspace(window[0], window[1], cells).T
    return np.stack(np.meshgrid(x, y[::-1]), axis=-1).reshape(-1, 2)


def _sheets(
    frames: Sequence[Frame], codes: Sequence[Floats], cells: int, config: ModelConfig
) -> tuple[Image.Image, ...]:
    """The codes (cells^2, d) of each epoch, decoded by its own decoder."""
    import torch

    from explorer import models
    from explorer.pictures import sheet, to_uint8

    model = models.build(config).eval()
    found = []
    for frame, z in zip(frames, codes, strict=True):
        weights = {k: torch.from_numpy(v.astype(np.float32)) for k, v in frame.weights.items()}
        expected = {k: v.shape for k, v in model.state_dict().items() if k.startswith("decoder.")}
        if {k: v.shape for k, v in weights.items()} != expected or z.shape[1] != config.latent_dim:
            raise CheckpointError("does not fit its run's config.json", frame.file)
        model.load_state_dict(weights, strict=False)
        with torch.inference_mode():
            pictures = to_uint8(model.decode(torch.from_numpy(z).float()))  # type: ignore[operator]
        found.append(sheet(pictures, cells, GAP))
    return tuple(found)


def _read(path: Path, epoch: int) -> Frame:
    import safetensors

    try:
        with safetensors.safe_open(path, "np") as file:
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
            about = json.loads((file.metadata() or {})["history"])
        values = {str(k): float(v) for k, v in about["values"].items() if math.isfinite(v)}
        z, label = tensors.pop("z").astype(np.float32), tensors.pop("label").astype(np.int64)
        if about["epoch"] != epoch or z.ndim != 2 or not z.size or label.shape != z.shape[:1]:
            raise ValueError("epoch, codes and labels do not fit each other")
        if not all(np.isfinite(array).all() for array in (z, *tensors.values())):
            raise ValueError("it holds NaN or infinity")
    except (safetensors.SafetensorError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CheckpointError(f"is not a whole frame of a history: {error}", path) from error
    return Frame(epoch, z, label, values, tensors, path)


def _evenly(n: int, most: int) -> list[int]:
    """At most `most` of the numbers below n, evenly spread, both ends among them."""
    return sorted({round(i) for i in np.linspace(0, n - 1, min(n, most))})


def _file(run: Path, epoch: int) -> Path:
    return run / "history" / f"epoch-{epoch:05d}.safetensors"
