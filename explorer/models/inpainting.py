"""A photo's holes filled: the network of `denoising`, shown which pixels are seen."""

from __future__ import annotations

from explorer.models.denoising import MultiScale


class Inpainter(MultiScale):
    """Sees the photo with holes, and the mask (1 = seen) as the map (after Pathak et al. 2016)."""
