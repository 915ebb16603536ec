"""Several processes as one, over one machine or many: who this one is under torchrun, and what they tell each other."""

from __future__ import annotations

import contextlib
import gc
import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import torch
import torch.distributed as dist
from torch import Tensor, nn

from explorer.errors import InputError


@dataclass(frozen=True)
class Group:
    """The processes of one training: this one is number `rank` of `size`, and `local` on its machine."""

    rank: int = 0
    size: int = 1
    local: int = 0

    @property
    def first(self) -> bool:
        """Whether this is the process that writes."""
        return self.rank == 0

    def rows(self, n: int) -> slice:
        """The rows of a batch of n that are this process's, in order; none where n is smaller than the group."""
        return slice(n * self.rank // self.size, n * (self.rank + 1) // self.size)

    def agree(self, value: int, device: torch.device) -> int:
        """The first process's value, in every process."""
        if self.size == 1:
            return value
        told = torch.tensor([value], device=device)
        dist.broadcast(told, 0)
        return int(told.item())

    def total(self, values: Tensor) -> Tensor:
        """The sum of `values` over all processes, in every process."""
        if self.size > 1:
            dist.all_reduce(values)
        return values

    def joined(self, module: nn.Module, device: torch.device) -> nn.Module:
        """Return `module` with the mean of all processes' gradients after each backward (Li et al. 2020)."""
        if self.size == 1:
            return module
        from torch.nn.parallel import DistributedDataParallel

        warnings.filterwarnings("ignore", message="Grad strides do not match bucket view strides")  # costs nothing here
        ids = [device] if device.type == "cuda" else None
        return DistributedDataParallel(module, device_ids=ids)


def group() -> Group:
    """What torchrun says of this process; alone where it did not start it."""
    rank, size, local = (int(os.environ.get(name, default)) for name, default in (
        ("RANK", 0), ("WORLD_SIZE", 1), ("LOCAL_RANK", 0)))  # fmt: skip
    return Group(rank, size, local)


def own_device(group: Group, device: torch.device) -> torch.device:
    """The device of this process: the GPU with its number on this machine, or the CPU that all share."""
    if group.size == 1 or device.type == "cpu":
        return device
    if device.type != "cuda":
        raise InputError(f"several processes need cuda or cpu, not {device.type}: say --device cpu")
    if group.local >= torch.cuda.device_count():
        raise InputError(f"process {group.local} of this machine finds {torch.cuda.device_count()} GPUs: start fewer")
    return torch.device("cuda", group.local)


@contextlib.contextmanager
def meeting(group: Group, device: torch.device) -> Iterator[None]:
    """Inside, the processes of the group are connected."""
    if group.size == 1:
        yield
        return
    if device.type == "cuda":
        torch.cuda.set_device(device)
    dist.init_process_group("nccl" if device.type == "cuda" else "gloo", rank=group.rank, world_size=group.size)
    try:
        yield
    finally:
        gc.collect()  # a DistributedDataParallel that is left in a cycle must not outlive its group
        dist.destroy_process_group()
