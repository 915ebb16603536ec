"""The images of a run: those that it learns from, and those that it is tested on."""

from __future__ import annotations

from dataclasses import dataclass

from explorer import data
from explorer.config import RunConfig
from explorer.data import ImageSet, photos
from explorer.data.photos import Photos
from explorer.errors import InputError


@dataclass(frozen=True)
class Sets:
    """What is learnt from, and what it is tested on."""

    train: ImageSet | Photos
    test: ImageSet


def load(config: RunConfig) -> Sets:
    """Both splits, drawn as the run's binarization wants it; what is stochastic in training is drawn anew there.

    Raises `DataError` and its kin, `InputError` where the pictures are not of the shape that the config says.
    """
    if config.model.of_photos:
        channels, patch, _ = config.model.image_shape
        return Sets(*photos.load(config.data.name, channels, patch))
    train, test = images(config, split="train"), images(config)
    if train.shape != config.model.image_shape:
        raise InputError(f"{train.name} has pictures of {train.shape}, the config says {config.model.image_shape}")
    how = config.data.binarization
    return Sets(train.binarized(how, 0) if how == "fixed" else train, test.binarized(how, 0))


def images(config: RunConfig, name: str | None = None, split: str = "test") -> ImageSet:
    """What a run is measured on: a split of its data, or of those called `name`; of photos those held out.

    Raises `DataError` and its kin, `InputError` for the photos that are learnt from.
    """
    name = name or config.data.name
    if not config.model.of_photos:
        return data.load(name, split, config.data.image_size)
    if split != "test":
        raise InputError("photos to learn from are cut up at random: only the test split is measured")
    channels, patch, _ = config.model.image_shape
    return photos.load(name, channels, patch)[1]
