"""What the hardware multiplies fast, and the arithmetic that uses it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import torch


def has_bf16_units(device: torch.device) -> bool:
    """Whether the device multiplies bf16 in hardware; of a CPU only Linux tells."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    flags = Path("/proc/cpuinfo")
    return device.type == "cpu" and flags.exists() and bool({"avx512_bf16", "amx_bf16"} & {*flags.read_text().split()})


def autocast(device: torch.device, precision: str) -> contextlib.AbstractContextManager[Any]:
    """Inside, products are taken in `precision`; weights, losses and gradients stay fp32."""
    return torch.autocast(device.type, torch.bfloat16) if precision == "bf16" else contextlib.nullcontext()
