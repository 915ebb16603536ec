"""One step of the descent: corrupt, forward, loss, backward, Adam; in parts or by several processes the same step."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Generator, Tensor, nn

from explorer import corruptions, draws
from explorer.config import RunConfig
from explorer.draws import Rows, Source
from explorer.errors import TrainingError
from explorer.hardware import autocast
from explorer.objectives import Objective
from explorer.training.batch import Batch
from explorer.training.descent import Descent
from explorer.training.device import describe
from explorer.training.parallel import Group

Values = dict[str, Tensor]
Sums = tuple[tuple[str, ...], Tensor]  # the names of the values, and their sums over rows, (len(names),)


def out_of_memory(error: Exception) -> bool:
    """Whether an error says that the device's memory is full."""
    return isinstance(error, torch.OutOfMemoryError) or "can't allocate memory" in str(error)


def clean(images: Tensor) -> Tensor:
    """uint8 to float in [0, 1]."""
    return images.float() / 255


def drawn(config: RunConfig, images: Tensor, generator: Source) -> Tensor:
    """`clean`, or ink and none drawn by the greys where the run's binarization is stochastic."""
    x = clean(images)
    if config.data.binarization != "stochastic":
        return x
    return (draws.uniform(x.shape, generator, x) < x).to(x.dtype)


def summed(values: Values, rows: float) -> Tensor:
    """The values of the objective times the rows that they are means over, in one tensor."""
    return torch.stack([value.detach().float() for value in values.values()]) * rows


class Corrupt:
    """What a run does to its images before they are shown: (N, C, H, W) -> (N, C, or C + 1 with a map, H, W)."""

    def __init__(self, config: RunConfig) -> None:
        self.corruption = corruptions.of(config)
        self.inpaints = config.model.kind == "inpaint"

    def __call__(self, x: Tensor, generator: Source) -> Tensor:
        if self.inpaints and isinstance(self.corruption, corruptions.Mask):
            return corruptions.with_mask(x, self.corruption.mask(x, generator))
        if isinstance(self.corruption, corruptions.Levelled):
            return self.corruption.with_level(x, generator)
        return self.corruption(x, generator) if self.corruption else x


class _Listened(nn.Module):
    """The objective as a forward, which is where DistributedDataParallel listens."""

    def __init__(self, model: nn.Module, objective: Objective) -> None:
        super().__init__()
        self.model, self.objective = model, objective

    def forward(self, x: Tensor, x_tilde: Tensor, generator: Source, beta: float | Tensor) -> Values:
        return self.objective(self.model, x, x_tilde, generator, beta)


class Step:
    """`step(batch, whole, number)`: the descent goes on by one step; the values summed over the batch come back."""

    def __init__(
        self, model: nn.Module, config: RunConfig, objective: Objective, descent: Descent, group: Group,
        device: torch.device, say: Callable[[str], None],
    ) -> None:  # fmt: skip
        self.config, self.descent, self.group, self.device, self.say = config, descent, group, device, say
        self.corrupt = Corrupt(config)
        self.objective = group.joined(_Listened(model, objective), device)
        self.generator = Generator(device)
        self.parts = 1  # of a batch, where it does not fit into memory as a whole

    def seed(self, number: int) -> None:
        """Set by the step's number alone: a resumed run draws what the uninterrupted one drew."""
        self.generator.manual_seed(self.config.train.seed * 1_000_003 + number)

    def own(self, n: int) -> slice:
        """The rows of a batch of n that this process works on; its first row, weighed as nothing, where it has none."""
        rows = self.group.rows(n)
        return rows if rows.stop > rows.start else slice(0, 1)

    def __call__(self, batch: Batch, whole: int, number: int) -> Sums:
        """`batch` is the process's own rows of one of `whole`."""
        while True:
            try:
                return self.plain(batch, whole, number)
            except (torch.OutOfMemoryError, RuntimeError) as error:
                if not out_of_memory(error):
                    raise
                self._halve(len(batch), error)

    def plain(self, batch: Batch, whole: int, number: int) -> Sums:
        """The step as it is written, in `parts`."""
        self.descent.clear()
        first = self.own(whole).start
        weight = 1.0 if self.group.rows(whole).stop > first else 0.0
        names, total = tuple[str, ...](), torch.zeros((), device=self.device)
        for chunk in batch.chunk(self.parts):
            rows = Rows(self.generator, first, whole)
            self.seed(number)  # each part draws for the whole batch and keeps what is its own
            values = self.loss(chunk, rows if len(chunk) < whole else self.generator, self.descent.beta(number))
            first += len(chunk)
            # The mean over processes of sums, each over its rows: the mean over the batch.
            share = weight * len(chunk) * self.group.size / whole
            (values["loss"] if share == 1 else values["loss"] * share).backward()
            names, total = tuple(values), total + summed(values, weight * len(chunk))
        self.descent.down(number)
        return names, total

    def loss(self, batch: Batch, generator: Source, beta: float | Tensor) -> Values:
        """Corrupt and judge: the values of the objective, means over the batch."""
        with autocast(self.device, self.config.train.precision):
            x = drawn(self.config, batch.images, generator)
            values: Values = self.objective(batch.target(x), self.corrupt(x, generator), generator, beta)
        return values

    def _halve(self, own: int, error: Exception) -> None:
        if self.group.size > 1:
            raise TrainingError(
                f"process {self.group.rank} is out of memory on {describe(self.device)}: resume with more processes, "
                "or clone the run with a smaller batch"
            ) from error
        if self.parts >= own:
            raise TrainingError(
                f"not even one image of the batch fits into the memory of {describe(self.device)}: "
                "choose a smaller size or smaller images"
            ) from error
        self.parts *= 2
        self.descent.clear()
        if self.device.type == "cuda":
            torch.cuda.empty_cache()
        self.say(f"out of memory: batches go in {self.parts} parts from here, gradients added up")
