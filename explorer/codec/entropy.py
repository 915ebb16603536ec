"""What both sides know of a run's codes, kept in its folder as codec.json: the scale of each number, and how likely.

A code's number is measured in pictures: one unit changes the decoded picture by 1, the root of the squared error summed
over its values in [0, 1]. One step for all of them then spends the same error on each, as reverse water-filling asks
(Cover & Thomas 2006, section 10.3.3), and a dimension that the decoder ignores costs nothing.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from explorer.data import ImageSet
from explorer.errors import CheckpointError, InputError
from explorer.files import write_atomic
from explorer.metrics.report import encoded

Doubles = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

FILE = "codec.json"
UNIT = 4096  # steps are whole multiples of 1/UNIT, knots of half of it: with integers every machine has the same tables
STEPS = (1 / 64, 64.0)  # the finest and the coarsest
LEVELS = np.array([0, 1, 4, *range(16, 1009, 16), 1020, 1023, 1024], np.int64)  # of 1024: the quantiles kept as knots
MASS = 1 << 20  # weight of one level
ESCAPE = 1 << 18  # weight of a code beyond all that were fitted: 1 in 4096
LEAST = 1 << 10  # weight added to each symbol, so that none is impossible: 1 in a million
MOST_SYMBOLS = 1 << 16
FITTED = 10_000  # training images at most: the outermost but one quantile still has ten
FELT = 32  # codes around which the decoder's sensitivity is measured


@dataclass(frozen=True)
class Entropy:
    """`centre` and `scale` (d,) of the codes, `knots` (d, 69) their quantiles at LEVELS in half units, rising.

    `weights` names the weights that it was fitted to, by `fingerprint`; n is the number of images.
    """

    weights: str
    n: int
    centre: Doubles
    scale: Doubles
    knots: Whole

    @property
    def id(self) -> bytes:
        """Four bytes that name exactly this model."""
        return hashlib.sha256(self.to_json().encode()).digest()[:4]

    def to_json(self) -> str:
        plain = {k: v.tolist() if isinstance(v, np.ndarray) else v for k, v in asdict(self).items()}
        return json.dumps(plain) + "\n"

    def quantize(self, z: npt.NDArray[Any], step: float) -> Whole:
        """The symbols (n, d) of codes (n, d): how many steps each number is from its centre."""
        u = (z.astype(np.float64) - self.centre) / self.scale / step
        return np.rint(np.clip(u, -(2.0**31), 2.0**31 - 1)).astype(np.int64)

    def dequantize(self, symbols: Whole, step: float) -> Doubles:
        """The codes (n, d) in the middle of their steps."""
        return self.centre + self.scale * step * symbols

    def table(self, dim: int, units: int) -> tuple[int, Whole]:
        """The lowest symbol of a dimension at a step of `units` / UNIT, and the weight of each, last of the escape."""
        knots = self.knots[dim]
        low, high = (int((edge + units) // (2 * units)) for edge in (knots[0], knots[-1]))
        if high - low >= MOST_SYMBOLS:
            raise InputError(
                f"a step of {units / UNIT:g} is too fine for codes that lie so far apart: take a larger one"
            )
        edges = (2 * np.arange(low, high + 2, dtype=np.int64) - 1) * units
        return low, np.append(np.diff(_mass_below(edges, knots)) + LEAST, ESCAPE)

    def bits(self, symbols: Whole, units: int) -> float:
        """What the symbols (n, d) cost by this model, in bits: -log2 p summed; an escape and its 32 bits where due."""
        total = 0.0
        for dim, column in enumerate(symbols.T):
            low, weights = self.table(dim, units)
            inside = (column >= low) & (column < low + len(weights) - 1)
            at = np.where(inside, column - low, len(weights) - 1)
            total += float(-np.log2(weights[at] / weights.sum()).sum() + 32 * (~inside).sum())
        return total


def _mass_below(edges: Whole, knots: Whole) -> Whole:
    """The weight of the codes below each edge: linear between knots, in whole numbers rounded down."""
    i = np.clip(np.searchsorted(knots, edges, "right") - 1, 0, len(knots) - 2)
    gap = knots[i + 1] - knots[i]
    part = np.clip(edges - knots[i], 0, gap)
    return np.asarray(MASS * LEVELS[i] + MASS * (LEVELS[i + 1] - LEVELS[i]) * part // gap)


def units_of(step: float) -> int:
    """A step as the file has it, in 1/UNIT; `InputError` beyond the limits."""
    if not STEPS[0] <= step <= STEPS[1]:
        raise InputError(f"step goes from {STEPS[0]:g} to {STEPS[1]:g}, not {step:g}")
    return round(step * UNIT)


def fingerprint(model: nn.Module) -> bytes:
    """Eight bytes that name the weights: SHA-256 over names, shapes and values, whatever the file or device."""
    found = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        found.update(f"{name} {list(tensor.shape)} ".encode())
        found.update(tensor.detach().cpu().float().contiguous().numpy().astype("<f4").tobytes())
    return found.digest()[:8]


def fit(model: nn.Module, images: ImageSet) -> Entropy:
    """Fit to the codes of the first 10,000 of `images`, which should be those that the run was trained on."""
    z = encoded(model, images.take(FITTED)).astype(np.float64)
    centre = np.median(z, axis=0)
    scale = 1 / _felt(model, z)
    knots = np.quantile((z - centre) / scale * 2 * UNIT, LEVELS / LEVELS[-1], axis=0).T
    # Rising even where codes repeat, as all of an empty dimension's do: an interval has a width to be divided by.
    rising = np.rint(knots).astype(np.int64) + np.arange(len(LEVELS))
    return Entropy(fingerprint(model).hex(), len(z), centre, scale, rising)


@torch.inference_mode()
def _felt(model: nn.Module, z: Doubles) -> Doubles:
    """How far the picture moves for one unit of each number (d,): root mean square over half a spread each way."""
    device = next(iter(model.state_dict().values())).device
    around, half = z[:FELT], np.maximum(z.std(0), 1e-6) / 2
    found = np.zeros(z.shape[1])
    for dim, h in enumerate(half):
        both = np.stack([around, around])
        both[:, :, dim] += np.array([h, -h])[:, None]
        flat = torch.from_numpy(both.reshape(-1, z.shape[1])).float().to(device)
        up, down = model.decode(flat).double().chunk(2)  # type: ignore[operator]
        found[dim] = float((((up - down) / (2 * h)) ** 2).flatten(1).sum(1).mean().sqrt())
    # What is not felt at all would have no scale: a thousandth of the most is as good as nothing.
    return np.asarray(np.maximum(found, max(found.max(), 1e-6) / 1000))


def write(run: Path, entropy: Entropy) -> None:
    """Keep it in a run's folder; `InputError` where that cannot be written."""
    try:
        write_atomic(run / FILE, entropy.to_json())
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", run / FILE) from error


def read(run: Path) -> Entropy | None:
    """The entropy model in a run's folder, or None where there is none; `CheckpointError` for one that is broken."""
    path = run / FILE
    try:
        raw = json.loads(path.read_text())
        found = Entropy(
            bytes.fromhex(raw["weights"]).hex(), int(raw["n"]), np.array(raw["centre"], np.float64),
            np.array(raw["scale"], np.float64), np.array(raw["knots"], np.int64),
        )  # fmt: skip
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise CheckpointError("is not a whole entropy model: delete it, and it is fitted anew", path) from error
    d = len(found.centre) if found.centre.ndim == 1 else 0
    shapes = d > 0 and found.scale.shape == (d,) and found.knots.shape == (d, len(LEVELS))
    if not shapes or not _sound(found):
        raise CheckpointError("does not hold numbers that a codec can use: delete it, and it is fitted anew", path)
    return found


def _sound(found: Entropy) -> bool:
    """Whether numbers are finite, scales above 0 and knots rising, near enough to each other for 64-bit sums."""
    finite = np.isfinite(found.centre).all() and np.isfinite(found.scale).all() and (found.scale > 0).all()
    return bool(finite and (np.diff(found.knots) > 0).all() and (np.abs(found.knots) < 1 << 36).all())
