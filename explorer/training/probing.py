"""What self-supervision bought: the tile encoder's features of whole images in a linear probe, beside their rivals."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from explorer import models, puzzle
from explorer.data import ImageSet
from explorer.metrics import probe, report
from explorer.models import Jigsaw
from explorer.training import sets
from explorer.training.checkpoint import Run, open_run
from explorer.training.runs import measured

LEARNT_FROM = 5000  # training images: a probe of few labels, quick
FEW = 16  # numbers, where there is no autoencoder to say how many
SIZES = ("", "_few")  # all of the features' numbers, or as many as the codes have

Features = npt.NDArray[np.floating]


def probes(run: Run, seed: int = 0) -> dict[str, dict[str, Any]]:
    """Test accuracy of probes, as rows of a report with the `numbers` of each image and how many are `learnt_from`.

    Of the run's tile encoder, of the same one untrained, of the plain pixels, and of the codes of an autoencoder of
    the same data where one is trained; all but these also in as many numbers as they have. None without labels.
    """
    assert isinstance(run.model, Jigsaw)
    train, test = sets.images(run.config, split="train").take(LEARNT_FROM), sets.images(run.config)
    if train.labels is None or test.labels is None or len(train.label_names) < 2:
        return {}
    torch.manual_seed(seed)
    untrained = models.build(run.config.model)
    assert isinstance(untrained, Jigsaw)
    features = {
        "probe": (encoded(run.model, train), encoded(run.model, test)),
        "probe_untrained": (encoded(untrained, train), encoded(untrained, test)),
        "probe_pixels": (_flat(train), _flat(test)),
    }
    codes = _codes(run, train, test)
    few = FEW if codes is None else codes[0].shape[1]
    found: dict[str, dict[str, Any]] = {}
    for name, (seen, asked) in features.items():
        for which in SIZES:
            numbers = min(few, seen.shape[1]) if which else None
            value = probe.accuracy(seen, train.labels, asked, test.labels, numbers)
            found[name + which] = _row(run, test, name + which, value, numbers or seen.shape[1], len(train), seed)
    if codes is not None:
        value = probe.accuracy(codes[0], train.labels, codes[1], test.labels)
        found["probe_codes"] = _row(run, test, "probe_codes", value, few, len(train), seed)
    return found


@torch.inference_mode()
def encoded(model: Jigsaw, images: ImageSet) -> Features:
    """The features (N, g^2 * width) of the tiles of whole images, in their order, without shuffling or jitter."""
    device = next(model.parameters()).device
    chunks = (puzzle.middles(x, model.grid) for x in report.batches(images, device))
    return np.asarray(torch.cat([model.features(tiles).flatten(1).cpu() for tiles in chunks]).numpy())


def _flat(images: ImageSet) -> Features:
    return images.images.reshape(len(images), -1).astype(np.float32) / 255


def _codes(run: Run, train: ImageSet, test: ImageSet) -> tuple[Features, Features] | None:
    """Of the first autoencoder, by name, of the run's data."""
    rival = next((path for path, config in measured("ae") if config.data == run.config.data), None)
    if rival is None:
        return None
    model = open_run(rival).model
    return report.encoded(model, train), report.encoded(model, test)


def _row(run: Run, test: ImageSet, name: str, value: float, numbers: int, learnt: int, seed: int) -> dict[str, Any]:
    return {**report.row(name, value, run.config, test, seed), "numbers": numbers, "learnt_from": learnt}
