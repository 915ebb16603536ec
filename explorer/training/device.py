"""Which device computes, and what to call it."""

from __future__ import annotations

import contextlib
import ctypes
import platform
import sys

import psutil
import torch

from explorer.errors import InputError

KEEP = {-3: 1 << 25, -1: (1 << 31) - 1, -2: 1 << 26}  # mallopt: M_MMAP_THRESHOLD, M_TRIM_THRESHOLD, M_TOP_PAD, bytes
NAMES = ("auto", "cpu", "cuda", "mps")


def available() -> list[str]:
    """The devices that work here, fastest first; the CPU always does."""
    found = ["cuda"] if torch.cuda.is_available() else []
    if torch.backends.mps.is_available():
        found.append("mps")
    return [*found, "cpu"]


def pick(name: str = "auto") -> torch.device:
    """Return the device of that name, or the fastest for `auto`; `InputError` where there is none."""
    here = available()
    if name == "auto":
        return torch.device(here[0])
    if name not in here:
        raise InputError(f"device {name!r} is not available here; there is {', '.join(here)}")
    return torch.device(name)


def describe(device: torch.device) -> str:
    """A device in a few words: `NVIDIA H100`, `Apple GPU (MPS)`, `CPU (x86_64, 2 threads)`."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    if device.type == "mps":
        return "Apple GPU (MPS)"
    return f"CPU ({platform.machine()}, {torch.get_num_threads()} threads)"


def memory(device: torch.device) -> int:
    """The most that this process has held on the device, MiB; on a CPU what the process holds now."""
    if device.type == "cuda":
        return int(torch.cuda.max_memory_allocated(device)) >> 20
    if device.type == "mps":
        return int(torch.mps.driver_allocated_memory()) >> 20
    return int(psutil.Process().memory_info().rss) >> 20


def keep_memory() -> None:
    """Let this process keep what it has freed, where its C library is glibc, for as long as it lives.

    Left alone, glibc hands the buffers of each step back to the system and asks for them again: 2,250 page faults
    a step of the convolutional VAE at batch 128, a quarter of its time.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # another C library, which has its own ways
            for key, value in KEEP.items():
                ctypes.CDLL(None).mallopt(key, value)
