"""What is looked at when an epoch ends: the loss on test images, active units, a preview, the history."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import torch
from torch import Generator, Tensor, nn

from explorer import models
from explorer.config import RunConfig
from explorer.data import ImageSet
from explorer.files import write_atomic
from explorer.latent import history
from explorer.metrics import likelihood, restoration
from explorer.objectives import Objective
from explorer.pictures import png, sheet, to_uint8
from explorer.training.batch import Batch
from explorer.training.step import Corrupt, clean

PREVIEW = 10  # test pictures that are redrawn at every epoch
WATCHED = 2000  # test pictures whose loss is taken at every epoch
CHUNK = 500  # of them at a time
DRAW_EVERY = 1.0  # seconds between previews: nobody sees more


class Watch:
    """The same test images, seen by the model as it learns."""

    def __init__(
        self, run: Path, model: nn.Module, config: RunConfig, objective: Objective, test: ImageSet, device: torch.device
    ) -> None:
        self.run, self.model, self.config, self.objective, self.device = run, model, config, objective, device
        self.corrupt = Corrupt(config)
        self.test = test.take(WATCHED)
        self.images = torch.from_numpy(np.array(self.test.images)).to(device)
        self.draws, self.drawn = config.model.has_code or config.model.of_photos, -DRAW_EVERY  # others give no pictures
        labels = self.test.labels if config.model.labelled else None
        self.labels = None if labels is None else torch.from_numpy(labels).to(device)
        self.kept = moments(config.train.epochs, config.train.history) if config.model.has_code else set[int]()

    def look(self, epoch: int) -> dict[str, float]:
        """Test values after `epoch` epochs; the preview is drawn anew, and the history kept where its turn has come."""
        values = self.values()
        if isinstance(self.model, models.VAE):
            values["active_units"] = self._active_units(self.model)
        if self.config.model.of_photos:
            values |= restoration.quick(self.model, self.config, self.test, self.device)
        last = epoch == self.config.train.epochs
        if self.draws and (time.monotonic() - self.drawn > DRAW_EVERY or last):
            write_atomic(self.run / "preview.png", self._preview())
            self.drawn = time.monotonic()
        self.keep(epoch, values)
        return values

    def keep(self, epoch: int, values: dict[str, float] | None = None) -> None:
        """Keep decoder and codes of this moment where it is one of the history's."""
        if epoch in self.kept:
            some = slice(history.POINTS)
            labels = None if self.test.labels is None else self.test.labels[some]
            history.keep(self.run, epoch, self.model, self.images[some], labels, values or self.values())

    @torch.inference_mode()
    def values(self) -> dict[str, float]:
        """The objective on the test images, drawn with the same noise every time, at beta = 1 whatever is trained."""
        generator = Generator(self.device).manual_seed(0)
        totals: dict[str, float] = {}
        for start in range(0, len(self.images), CHUNK):
            part = slice(start, start + CHUNK)
            chunk = Batch(self.images[part], None if self.labels is None else self.labels[part])
            x = clean(chunk.images)
            found = self.objective(self.model, chunk.target(x), self.corrupt(x, generator), generator)
            for name, value in found.items():
                totals[name] = totals.get(name, 0.0) + value.item() * len(chunk)
        return {name: total / len(self.images) for name, total in totals.items()}

    @torch.inference_mode()
    def _active_units(self, model: models.VAE) -> float:
        mu = torch.cat([model.posterior(clean(chunk))[0] for chunk in self.images.split(500)])
        return float(likelihood.active_units(mu))

    @torch.inference_mode()
    def _preview(self) -> bytes:
        """Rows of the same test pictures: real, corrupted where it is, reconstructed; then prior samples."""
        generator = Generator(self.device).manual_seed(0)
        x = clean(self.images[:PREVIEW])
        x_tilde = self.corrupt(x, generator)
        rows: list[Tensor] = [x]
        if self.corrupt.corruption is not None:
            rows.append(x_tilde[:, : x.shape[1]])
        rows.append(self.model(x_tilde))
        if isinstance(self.model, models.VAE):
            z = torch.randn(PREVIEW, self.config.model.latent_dim, generator=generator, device=self.device)
            rows.append(self.model.decode(z))
        return png(sheet(to_uint8(torch.cat(rows).float().cpu()), len(x), gap=2))


def moments(epochs: int, n: int) -> set[int]:
    """The n epochs that a history keeps: 0 is before the training, the early ones lie closer, the last is the last."""
    if n < 2:
        return set()
    ratio = epochs ** (1 / max(1, n - 2)) if epochs > 1 else 1
    spread = {0, epochs, *(round(ratio**i) for i in range(n - 2))}
    free = iter(sorted(set(range(epochs + 1)) - spread))
    while len(spread) < min(n, epochs + 1):  # rounding lets early ones fall together
        spread.add(next(free))
    return spread
