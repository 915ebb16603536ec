"""The arithmetic that is faster here: fp32, or bf16 where the hardware multiplies it."""

from __future__ import annotations

import copy
import time

import torch
from torch import Generator, Tensor, nn

from explorer.hardware import autocast, has_bf16_units
from explorer.objectives import Objective

GAIN = 1.1  # bf16 must be so much faster, or fp32 is kept
AGREEMENT = 0.005  # by how much the loss of one batch may differ, as a share
ROUNDS, SECONDS = 4, 0.1  # of each arithmetic in turns, so that a busy moment hits both
FINE = ("gaussian", "logistic")  # these likelihoods ask for more than bf16's 8 bits of a decoded value


def laid_out(model: nn.Module, device: torch.device) -> nn.Module:
    """Return `model` on `device`, convolutions channels_last (1.2x in fp32 on 2 cores with AVX-512)."""
    if device.type == "mps":
        return model.to(device)
    return model.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]


def choose(model: nn.Module, objective: Objective, clean: Tensor, corrupted: Tensor) -> tuple[str, str]:
    """Return `fp32` or `bf16` for this model on its device, and the reason in one line.

    Both take forward and backward steps in turns on copies of `model`, on one batch (N, C, H, W) with one noise.
    """
    if getattr(model, "likelihood", None) in FINE:
        return "fp32", f"fp32: a {model.likelihood} likelihood needs its digits"
    if not has_bf16_units(clean.device):
        return "fp32", "fp32: no bf16 units here"
    seconds: dict[str, float] = {}
    loss: dict[str, float] = {}
    for precision in ("fp32", "bf16") * ROUNDS:
        took, loss[precision] = _trial(model, objective, clean, corrupted, precision)
        seconds[precision] = min(took, seconds.get(precision, took))
    gain = seconds["fp32"] / seconds["bf16"]
    apart = abs(loss["bf16"] - loss["fp32"]) / abs(loss["fp32"])
    chosen = "bf16" if gain >= GAIN and apart <= AGREEMENT else "fp32"
    return chosen, f"{chosen}: bf16 is {gain:.2f}x as fast as fp32 here, its loss {apart:.2%} apart"


def _trial(
    model: nn.Module, objective: Objective, clean: Tensor, corrupted: Tensor, precision: str
) -> tuple[float, float]:
    """Seconds of the quickest step, and the loss of the first."""
    trial, generator = copy.deepcopy(model), Generator(clean.device)
    quickest, first, end = float("inf"), float("nan"), time.perf_counter() + SECONDS
    for i in range(100):
        started = time.perf_counter()
        generator.manual_seed(0)
        with autocast(clean.device, precision):
            value = objective(trial, clean, corrupted, generator, 1.0)["loss"]
        trial.zero_grad(set_to_none=True)
        value.backward()
        first = value.item() if i == 0 else first  # which also waits for the device
        if clean.device.type == "cuda":
            torch.cuda.synchronize()
        now = time.perf_counter()
        quickest = min(quickest, now - started)
        if now > end and i >= 2:
            break
    return quickest, first
