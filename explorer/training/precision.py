"""The arithmetic that is faster here: fp32, or bf16 where the hardware multiplies it."""

from __future__ import annotations

import contextlib
import statistics
import time
from collections.abc import Iterator

import torch
from torch import Generator, Tensor, nn

from explorer.config import RunConfig
from explorer.hardware import autocast, has_bf16_units
from explorer.objectives import Objective
from explorer.training.bank import Bank
from explorer.training.step import Corrupt, drawn, out_of_memory

GAIN = 1.1  # bf16 must be so much faster, or fp32 is kept
AGREEMENT = 0.005  # by how much the loss of one batch may differ, as a share
WARM_UP, PAIRS, SECONDS = 2, 3, 0.4  # pairs of steps that do not count, and how many, or for how long, do at least
FINE = ("gaussian", "logistic")  # these likelihoods ask for more than bf16's 8 bits of a decoded value


def laid_out(model: nn.Module, device: torch.device) -> nn.Module:
    """Return `model` on `device`, convolutions channels_last (1.2x in fp32 on 2 cores with AVX-512)."""
    if device.type == "mps":
        return model.to(device)
    return model.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]


def choose(model: nn.Module, objective: Objective, clean: Tensor, corrupted: Tensor) -> tuple[str, str]:
    """Return `fp32` or `bf16` for this model on its device, and the reason in one line.

    Both take steps forward and backward in turns, on one batch (N, C, H, W) with one noise; `model` stays as it is.
    """
    if getattr(model, "likelihood", None) in FINE:
        return "fp32", f"fp32: a {model.likelihood} likelihood needs its digits"
    if not has_bf16_units(clean.device):
        return "fp32", "fp32: no bf16 units here"
    gains: list[float] = []
    spent = 0.0
    with _undisturbed():
        while len(gains) < WARM_UP + PAIRS or spent < SECONDS:
            slow, exact = _trial(model, objective, clean, corrupted, "fp32")
            quick, rough = _trial(model, objective, clean, corrupted, "bf16")
            gains.append(slow / quick)
            spent += slow + quick
    gain, apart = statistics.median(gains[WARM_UP:]), abs(rough - exact) / abs(exact)
    chosen = "bf16" if gain >= GAIN and apart <= AGREEMENT else "fp32"
    return chosen, f"{chosen}: bf16 is {gain:.2f}x as fast as fp32 here, its loss {apart:.2%} apart"


def measured(
    config: RunConfig, model: nn.Module, objective: Objective, images: Bank, device: torch.device
) -> tuple[str, str]:
    """`choose` on the first batch of a run's images."""
    rows = images.order(config.train.seed)[: config.train.batch_size]
    batch = images.take(rows, rows)
    x = drawn(config, batch.images, Generator(device).manual_seed(0))
    try:
        x_tilde = Corrupt(config)(x, Generator(device).manual_seed(0))
        return choose(model, objective, batch.target(x), x_tilde)
    except (torch.OutOfMemoryError, RuntimeError) as error:
        if not out_of_memory(error):
            raise
        return "fp32", "fp32: the batch does not fit into memory as a whole, nothing was measured"


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Inside, a CPU computes in one thread: several wait for each other where others use the cores as well."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def _now(device: torch.device) -> float:
    """Seconds on a clock that a busy moment does not hurry: on a CPU it counts this thread's own work alone.

    With twenty others at two cores bf16 was 1.46 to 1.49x as fast by it, in every one of 8 trials.
    """
    if device.type == "cuda":
        torch.cuda.synchronize()
        return time.perf_counter()
    return time.thread_time()


def _trial(
    model: nn.Module, objective: Objective, clean: Tensor, corrupted: Tensor, precision: str
) -> tuple[float, float]:
    """Seconds of one step, and its loss."""
    generator = Generator(clean.device).manual_seed(0)
    started = _now(clean.device)
    with autocast(clean.device, precision):
        loss = objective(model, clean, corrupted, generator, 1.0)["loss"]
    torch.autograd.grad(loss, list(model.parameters()), allow_unused=True)
    return _now(clean.device) - started, loss.item()
