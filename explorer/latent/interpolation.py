"""Paths between codes: from one to another, through many, and the sheet between four."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import torch
from torch import Tensor

from explorer.errors import InputError

Path = Callable[[Tensor, Tensor, int | Tensor], Tensor]


def lerp(a: Tensor, b: Tensor, steps: int | Tensor) -> Tensor:
    """The straight line from a (d,) to b (d,): (steps, d) with both ends, or at the shares `steps` (n,) of the way."""
    t = _shares(steps, a)
    return (1 - t) * a + t * b


def slerp(a: Tensor, b: Tensor, steps: int | Tensor) -> Tensor:
    """The arc from a to b, as `lerp`: the direction turns evenly (Shoemake 1985), the length goes straight.

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
    t = _shares(steps, a)
    direction = (torch.sin((1 - t) * omega) * unit_a + torch.sin(t * omega) * unit_b) / torch.sin(omega)
    path: Tensor = direction * ((1 - t) * length_a + t * length_b)
    return path


def _shares(steps: int | Tensor, like: Tensor) -> Tensor:
    t = torch.linspace(0, 1, steps, device=like.device) if isinstance(steps, int) else steps.to(like)
    return t[:, None]


PATHS: dict[str, Path] = {"lerp": lerp, "slerp": slerp}
EASINGS: dict[str, Callable[[Tensor], Tensor]] = {
    "linear": lambda t: t,
    "smooth": lambda t: 3 * t**2 - 2 * t**3,  # at rest at every stop
}


def path_through(codes: Tensor, steps: int, path: str = "slerp", easing: str = "linear") -> Tensor:
    """`steps` codes (steps, d) from the first of `codes` (m, d) through all of them, each of them among the codes.

    The legs have equal numbers of steps, give or take one, and `easing` runs over each. Raises `InputError` for one
    code alone, or for fewer steps than codes.
    """
    if not 2 <= len(codes) <= steps:
        raise InputError(
            f"a path goes through two images or more, in as many steps at least, not {len(codes)} in {steps}"
        )
    stops = torch.linspace(0, steps - 1, len(codes)).round().long().tolist()
    legs = [codes[:1]]
    for (a, b), (first, last) in zip(pairwise(codes), pairwise(stops), strict=True):
        shares = EASINGS[easing](torch.linspace(0, 1, last - first + 1))
        legs.append(PATHS[path](a, b, shares)[1:])
    return torch.cat(legs)


def grid(a: Tensor, b: Tensor, c: Tensor, d: Tensor, rows: int, columns: int, path: str = "lerp") -> Tensor:
    """The sheet (rows, columns, d) between four codes: a and b its upper corners, c and d its lower ones.

    The sides go from a to c and from b to d, each row from one side to the other. Raises `InputError` for fewer than
    two rows or columns.
    """
    if min(rows, columns) < 2:
        raise InputError(f"a grid between four has two rows and columns at least, not {rows} and {columns}")
    between = PATHS[path]
    return torch.stack(
        [between(left, right, columns) for left, right in zip(between(a, c, rows), between(b, d, rows), strict=True)]
    )
