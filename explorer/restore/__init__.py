"""Pictures and photos restored: by models of one picture size, by photo models at any size, by classical methods."""

from __future__ import annotations

from explorer.restore.classical import DENOISERS, Floats, biharmonic, median, methods, nonlocal_means, total_variation
from explorer.restore.picture import denoise, hidden_by, inpaint

__all__ = [
    "DENOISERS",
    "Floats",
    "biharmonic",
    "denoise",
    "hidden_by",
    "inpaint",
    "median",
    "methods",
    "nonlocal_means",
    "total_variation",
]
