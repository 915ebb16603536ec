"""Side-by-side measurements: each prints its ratios from one run on one machine."""

from __future__ import annotations

import math
import multiprocessing
import os
import platform
import statistics
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

BENCHES = ("train", "decode", "map", "restore", "quality")
T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """One measured thing: the median of n repeats and their spread (largest minus smallest).

    What could not be measured is NaN here and null in JSON.
    """

    name: str
    value: float
    unit: str
    n: int
    spread: float
    more: dict[str, Any]

    def as_dict(self) -> dict[str, Any]:
        found = asdict(self)
        own = {k: None if isinstance(v, float) and math.isnan(v) else v for k, v in found.items() if k != "more"}
        return {**own, **found["more"]}


def row(name: str, values: list[float], unit: str, **more: Any) -> Row:
    """Sum up repeats."""
    return Row(name, round(statistics.median(values), 3), unit, len(values), round(max(values) - min(values), 3), more)


def mean_row(name: str, values: Sequence[float], unit: str, **more: Any) -> Row:
    """Sum up the same measure of many pictures: their mean, and largest minus smallest."""
    return Row(name, round(statistics.fmean(values), 3), unit, len(values), round(max(values) - min(values), 3), more)


def seeds_row(name: str, values: Sequence[float], unit: str, n: int, seeds: Sequence[int], **more: Any) -> Row:
    """Sum up the same measure of n pictures each for several seeds: mean, largest minus smallest, standard error."""
    error = statistics.stdev(values) / math.sqrt(len(values)) if len(values) > 1 else None
    told = {"seeds": list(seeds), "standard_error": None if error is None else round(error, 5)}
    return Row(name, round(statistics.fmean(values), 4), unit, n, round(max(values) - min(values), 4), told | more)


def missing(name: str, why: str) -> Row:
    """What a bench would have measured, and why it has not."""
    return Row(name, math.nan, "", 0, math.nan, {"missing": why})


def apart(work: Callable[..., T], *arguments: Any) -> T:
    """Run in a process of its own: what one does to its memory or threads must not help or harm the other."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
        return alone.submit(work, *arguments).result()


def result(name: str, settings: dict[str, Any], rows: list[Row], ratios: dict[str, float]) -> dict[str, Any]:
    """The JSON object of a bench, with the hardware and versions it ran on."""
    return {
        "name": name, "hardware": hardware(), "versions": versions(), "settings": settings,
        "rows": [r.as_dict() for r in rows], "ratios": {k: round(v, 3) for k, v in ratios.items()},
    }  # fmt: skip


def hardware() -> dict[str, Any]:
    """Processor, cores, memory, and the GPU where there is one."""
    import psutil
    import torch

    found: dict[str, Any] = {
        "cpu": _cpu(), "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "threads": torch.get_num_threads(), "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
    }  # fmt: skip
    if torch.cuda.is_available():
        found["gpu"] = torch.cuda.get_device_name()
    return found


def versions() -> dict[str, str]:
    import numpy
    import torch

    return {"python": platform.python_version(), "torch": torch.__version__, "numpy": numpy.__version__}


def run(name: str, say: Callable[[str], None], **settings: Any) -> dict[str, Any]:
    """Run a bench by name; `say` gets a line after each measurement."""
    import importlib

    found: dict[str, Any] = importlib.import_module(f"explorer.bench.{name}").run(say, **settings)
    return found


def _cpu() -> str:
    try:
        with open("/proc/cpuinfo") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()
