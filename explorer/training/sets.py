"""The images of a run: those that it learns from, and those that it is tested on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from explorer import data
from explorer.config import RunConfig
from explorer.data import ImageSet, photos
from explorer.data.photos import Photos
from explorer.errors import InputError

HELD = 10  # every tenth training image is held out of a one-class model


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
    if config.model.kind == "oneclass":
        train = contaminated(parted(train)[0], config.data.contamination)
    how = config.data.binarization
    return Sets(train.binarized(how, 0) if how == "fixed" else train, test.binarized(how, 0))


def parted(images: ImageSet) -> tuple[ImageSet, ImageSet]:
    """What a one-class model learns from, and every tenth image, which it is not shown: its score is chosen by them."""
    held = np.arange(len(images)) % HELD == HELD - 1
    return images.pick(np.flatnonzero(~held)), images.pick(np.flatnonzero(held))


def contaminated(images: ImageSet, share: float) -> ImageSet:
    """Under each label so many of the others' images, besides its own, that they are `share` of all that have it."""
    if not share or images.labels is None:
        return images
    rng = np.random.default_rng(0)
    rows, labels = [np.arange(len(images))], [images.labels]
    for k in range(len(images.label_names)):
        others = np.flatnonzero(images.labels != k)
        n = round((len(images) - len(others)) * share / (1 - share))
        rows.append(rng.choice(others, min(n, len(others)), replace=False))
        labels.append(np.full(len(rows[-1]), k))
    return replace(images.pick(np.concatenate(rows)), labels=np.concatenate(labels))


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
