"""Paths between two codes."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor


def lerp(a: Tensor, b: Tensor, steps: int) -> Tensor:
    """The straight line from a (d,) to b (d,), ends included: (steps, d)."""
    t = torch.linspace(0, 1, steps, device=a.device)[:, None]
    return (1 - t) * a + t * b


def slerp(a: Tensor, b: Tensor, steps: int) -> Tensor:
    """The arc from a to b, (steps, d): the direction turns evenly (Shoemake 1985), the length goes straight.

    A sample of N(0, I) lies near the sphere of radius sqrt(d), which the straight line cuts through (White
    2016). Where the codes point the same way or one is zero, it is the straight line.
    """
    length_a, length_b = a.norm(), b.norm()
    if min(length_a, length_b) < 1e-8:
        return lerp(a, b, steps)
    unit_a, unit_b = a / length_a, b / length_b
    omega = torch.arccos((unit_a @ unit_b).clamp(-1, 1))
    if omega.sin() < 1e-4:  # parallel, or opposite: no arc is shorter than another
        return lerp(a, b, steps)
    t = torch.linspace(0, 1, steps, device=a.device)[:, None]
    direction = (torch.sin((1 - t) * omega) * unit_a + torch.sin(t * omega) * unit_b) / torch.sin(omega)
    path: Tensor = direction * ((1 - t) * length_a + t * length_b)
    return path


PATHS: dict[str, Callable[[Tensor, Tensor, int], Tensor]] = {"lerp": lerp, "slerp": slerp}
