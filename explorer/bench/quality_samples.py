"""Samples of a VAE and an autoencoder against the test images: from the prior, and from a mixture fitted to codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, Tensor

from explorer import data
from explorer.bench import Row, seeds_row
from explorer.data import ImageSet
from explorer.latent import mixture
from explorer.latent.sampling import prior
from explorer.metrics.generation import Compared, compare, drawn_codes, look
from explorer.metrics.report import batches, encoded
from explorer.models import Classifier
from explorer.training.checkpoint import Run

Floats = npt.NDArray[np.float32]
Draw = Callable[[int, Generator], Tensor]
Values = dict[str, float]
CPU = torch.device("cpu")
SAMPLES, COMPONENTS = 10_000, 10
CHUNK = 500
FRECHET = "Fréchet distance"
UNITS = {FRECHET: "squared, of 64 features", "precision": "of 1", "recall": "of 1", "confidence": "of 1",
         "off the data": "of 1"}  # fmt: skip


def rows(
    vae: Run, ae: Run, judge: Run, seeds: Sequence[int], ratios: dict[str, float], say: Callable[[str], None],
    samples: int = SAMPLES,
) -> list[Row]:  # fmt: skip
    """Both samplers of both runs, a set of samples to a seed; and training images, which say what could be reached."""
    assert isinstance(judge.model, Classifier)
    config = vae.config.data
    train, test = (data.load(config.name, split, config.image_size) for split in ("train", "test"))
    test = test.take(samples)
    real, _ = look(judge.model, test.images)
    reached = _named(compare(judge.model, train.take(samples).images, real))
    found = [_row(f"{config.name} training images", [reached], [], samples)]
    means: dict[tuple[str, str], float] = {}
    for kind, run in (("VAE", vae), ("AE", ae)):
        stored = drawn_codes(run.model, batches(test, CPU), Generator().manual_seed(0))
        for how, draw in _samplers(run, train).items():
            sets = [_measured(run, draw, judge.model, real, stored, seed, samples) for seed in seeds]
            found.append(_row(f"{run.name} {how}", sets, seeds, samples))
            means[kind, how] = found[-1][0].value
            say(f"{run.name} {how}: " + ", ".join(f"{k} {r.value:.3f}" for k, r in zip(UNITS, found[-1], strict=True)))
    for how in ("prior", "mixture"):
        ratios[f"{config.name} {FRECHET} from the {how}, AE over VAE"] = _over(means["AE", how], means["VAE", how])
    ratio = _over(means["AE", "prior"], means["AE", "mixture"])
    ratios[f"{config.name} {FRECHET} of the AE, prior over mixture"] = ratio
    return [row for group in found for row in group]


def _over(a: float, b: float) -> float:
    """a / b, where b is rounded and may be 0 of two sets that are the same."""
    return a / max(b, 1e-4)


def _samplers(run: Run, train: ImageSet) -> dict[str, Draw]:
    """What gives n codes: N(0, I), and a mixture fitted to the codes of the training images."""
    fitted = mixture.fit(encoded(run.model, train), COMPONENTS, seed=0)
    return {"prior": lambda n, generator: prior(n, run.config.model.latent_dim, generator), "mixture": fitted.sample}


@torch.inference_mode()
def _measured(run: Run, draw: Draw, judge: Classifier, real: Floats, stored: Floats, seed: int, samples: int) -> Values:
    """One set of samples, decoded and judged; `stored` are the codes that say where the data are."""
    z = draw(samples, Generator().manual_seed(seed))
    pictures = torch.cat([run.model.decode(part) for part in z.split(CHUNK)]).clamp(0, 1)  # type: ignore[operator]
    return _named(compare(judge, pictures, real, z.numpy(), stored))


def _named(found: Compared) -> Values:
    values = dict(zip(UNITS, astuple(found), strict=True))
    return {name: value for name, value in values.items() if value is not None}


def _row(name: str, sets: Sequence[Values], seeds: Sequence[int], n: int) -> list[Row]:
    """A row for each measure, over the seeds."""
    return [seeds_row(f"{name} {key}", [s[key] for s in sets], UNITS[key], n, seeds) for key in sets[0]]
