"""Noise and masks: frozen dataclasses, each a pure, shape-preserving `x -> x_tilde` with one strength."""

from __future__ import annotations

from collections.abc import Callable

from explorer.config import RunConfig
from explorer.corruptions.base import HOLE, Corruption, Mask, hide, with_level, with_mask
from explorer.corruptions.masks import AnyMask, BoxMask, HalfMask, PixelMask, StrokeMask, TextMask
from explorer.corruptions.noise import GaussianNoise, SaltPepper, Speckle
from explorer.corruptions.photo import Blind, Levelled, Real
from explorer.corruptions.words import TokenDropout
from explorer.errors import ConfigError

__all__ = [
    "HOLE", "LEVELLED", "MASKS", "NOISES", "PHOTO_MASKS", "AnyMask", "Blind", "BoxMask", "Corruption", "GaussianNoise",
    "HalfMask", "Levelled", "Mask", "PixelMask", "Real", "SaltPepper", "Speckle", "StrokeMask", "TextMask",
    "TokenDropout", "hide", "of", "parse", "with_level", "with_mask",
]  # fmt: skip

NOISES: dict[str, type[Corruption]] = {c.name: c for c in (GaussianNoise, SaltPepper, Speckle)}
MASKS: dict[str, type[Mask]] = {c.name: c for c in (PixelMask, BoxMask, HalfMask, StrokeMask)}
LEVELLED: dict[str, type[Levelled]] = {c.name: c for c in (Blind, Real)}
PHOTO_MASKS: dict[str, type[Mask]] = {c.name: c for c in (AnyMask, TextMask)}


def parse(text: str) -> Corruption:
    """Read `KIND` or `KIND:LEVEL`, e.g. `gaussian:0.5`; a `ConfigError` says what would work."""
    kind, _, level = text.partition(":")
    table: dict[str, type[Corruption]] = {**NOISES, **MASKS, **LEVELLED, **PHOTO_MASKS, TokenDropout.name: TokenDropout}
    if kind not in table:
        raise ConfigError(f"corruption must be one of {', '.join(table)}, not {kind!r}")
    if not level:
        return table[kind]()
    try:
        value = float(level)
    except ValueError as error:
        raise ConfigError(f"{kind}:{level} has no number after the colon") from error
    make: Callable[[float], Corruption] = table[kind]  # every kind is made from its one strength
    return make(value)


def of(config: RunConfig) -> Corruption | None:
    """What a run corrupts its pictures with: its mask where it inpaints, else its noise, else nothing."""
    inpaints = config.model.kind == "inpaint"
    text = config.train.mask if inpaints else config.train.noise
    found = parse(text) if text else None
    if inpaints and not isinstance(found, Mask):
        raise ConfigError(f"an inpainting autoencoder needs a mask ({', '.join([*MASKS, *PHOTO_MASKS])}), not {text!r}")
    if not inpaints and isinstance(found, Levelled) != config.model.of_photos:
        which = " or ".join(LEVELLED)
        raise ConfigError(f"noise {text!r} is not for this network: multiscale, and it alone, takes {which}")
    return found
