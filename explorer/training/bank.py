"""The training images on their device: resident as uint8, or streamed to it from a file that they stay in."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
import psutil
import torch
from torch import Generator, Tensor

from explorer.data import ImageSet
from explorer.data.photos import Photos
from explorer.training.batch import Batch
from explorer.training.patches import Patches

SHARE = 0.5  # of the device's free memory, at most, is given to images
CHUNK = 8 << 20  # bytes that are read in a row
CHUNKS = 32  # that are shuffled among each other

Labels = npt.NDArray[np.int64] | None


class Resident:
    """All images on the device."""

    def __init__(self, images: npt.NDArray[np.uint8], device: torch.device, labels: Labels = None) -> None:
        self.images = torch.from_numpy(images).to(device)
        self.labels = None if labels is None else torch.from_numpy(labels).to(device)

    def __len__(self) -> int:
        return len(self.images)

    def order(self, seed: int) -> Tensor:
        """The shuffle of an epoch, (N,) int64 on the device, from its seed alone."""
        return torch.randperm(len(self), generator=Generator().manual_seed(seed)).to(self.images.device)

    def take(self, rows: Tensor, then: Tensor) -> Batch:
        """The images at `rows` (B,) and their labels, on the device; those at `then` will be asked for next."""
        labels = None if self.labels is None else self.labels.index_select(0, rows)
        return Batch(self.images.index_select(0, rows), labels)


class Streamed:
    """The images of an array that is larger than the device's memory, as a rule a memory-mapped file.

    They are shuffled by chunks: the chunks of the file come in any order, and the images of `CHUNKS` of them are
    mixed. Where that is all of them, it is the order of `Resident`.
    """

    def __init__(
        self, images: npt.NDArray[np.uint8], device: torch.device, chunk: int = CHUNK, labels: Labels = None
    ) -> None:
        self.images, self.device = images, device
        self.labels = None if labels is None else torch.from_numpy(labels)
        self.rows = max(1, chunk // images[0].nbytes)  # in a chunk
        self.reader = ThreadPoolExecutor(1)
        self.ahead: tuple[Tensor, Future[Tensor]] | None = None

    def __len__(self) -> int:
        return len(self.images)

    def order(self, seed: int) -> Tensor:
        generator = Generator().manual_seed(seed)
        n, window = len(self), self.rows * CHUNKS
        if n <= window:
            return torch.randperm(n, generator=generator)
        starts = torch.randperm(-(-n // self.rows), generator=generator) * self.rows
        mixed = []
        for some in starts.split(CHUNKS):
            rows = torch.cat([torch.arange(s, min(s + self.rows, n)) for s in some.tolist()])
            mixed.append(rows[torch.randperm(len(rows), generator=generator)])
        return torch.cat(mixed)

    def take(self, rows: Tensor, then: Tensor) -> Batch:
        """As `Resident.take`; those at `then` are read while the device computes."""
        ready = self.ahead is not None and torch.equal(self.ahead[0], rows)
        found = self.ahead[1].result() if self.ahead is not None and ready else self._read(rows)
        self.ahead = (then, self.reader.submit(self._read, then))
        labels = None if self.labels is None else self.labels[rows].to(self.device)
        return Batch(found.to(self.device, non_blocking=True), labels)

    def _read(self, rows: Tensor) -> Tensor:
        found = torch.from_numpy(self.images[rows.numpy()])
        return found.pin_memory() if self.device.type == "cuda" else found  # pinned: copied beside the computing


Bank = Resident | Streamed | Patches


def bank(images: ImageSet | Photos, device: torch.device, labelled: bool = False) -> Bank:
    """Return images resident where they leave half of the device's memory free, else streamed; photos as patches.

    With their labels where these are what is learnt.
    """
    if isinstance(images, Photos):
        return Patches(images, device)
    labels = images.labels if labelled else None
    if images.images.nbytes <= SHARE * free_memory(device):
        return Resident(images.images, device, labels)
    return Streamed(images.images, device, labels=labels)


def free_memory(device: torch.device) -> int:
    """Bytes that are free on the device now."""
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    return int(psutil.virtual_memory().available)
