"""The only description of a run: frozen dataclasses to and from `config.json`, with strict keys."""

from __future__ import annotations

import dataclasses
import functools
import json
import math
import types
import typing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from explorer.errors import ConfigError

SCHEMA = 1
KINDS = ("pca", "ae", "dae", "vae", "inpaint", "classifier", "sdae", "jigsaw", "oneclass")
CODED = ("linear", "mlp", "conv", "residual")  # these put a picture of one size into a code, and decode it
ARCHS = (*CODED, "multiscale")  # the last goes over a photo of any size, without a code
LIKELIHOODS = ("bernoulli", "gaussian", "logistic")
SIZES = ("tiny", "small", "medium", "large")
PRECISIONS = ("auto", "fp32", "bf16")
SCHEDULES = ("constant", "cosine")
MAPS = ("none", "pca", "umap")
OBJECTIVES = ("beta_elbo", "free_bits", "iwae", "dreg", "tc")  # a VAE may be trained by any of them
WEIGHED = ("iwae", "dreg")  # those that draw several codes a picture
BINARIZATIONS = ("grey", "stochastic", "fixed")
GRIDS = (2, 3)  # tiles along a side of a jigsaw
LEAST_CELL = 5  # pixels of a side of a jigsaw's cell
MOST_FOREIGN = 0.5  # beyond that share the foreign images would be the normal ones
MAX_SEED = 2**32 - 1  # the most that numpy and scikit-learn take

T = TypeVar("T")


@dataclass(frozen=True)
class DataConfig:
    """What is learnt from: a dataset's name, or a folder or ZIP; `image_size` in pixels for the latter.

    Of a `multiscale` model: FOLDER[,FOLDER...] of whole photos, each here or in `EXPLORER_DATA`.
    `binarization`: `grey` values are read as probabilities of ink; `stochastic` draws ink or none by them anew each
    time (Salakhutdinov & Murray 2008), `fixed` once for all. What is tested on is drawn once.
    `contamination`: the share, among the images that a one-class model learns a class from, of those of other classes.
    """

    name: str
    image_size: int | None = None
    binarization: str = "grey"
    contamination: float = 0.0

    def __post_init__(self) -> None:
        _one_of("binarization", self.binarization, BINARIZATIONS)
        if not 0 <= self.contamination <= MOST_FOREIGN:
            raise ConfigError(f"contamination goes from 0 to {MOST_FOREIGN:g}, not {self.contamination}")


@dataclass(frozen=True)
class ModelConfig:
    """What learns. `size` is the one dial that sets every width; `image_shape` is (C, H, W).

    A `multiscale` model has no code (`latent_dim` says nothing), and `image_shape` is that of its training patches.
    A classifier, which tells `classes` apart, has none either, nor has a jigsaw, which sorts `grid` x `grid` tiles;
    `oneclass` has one for each of `classes`, which are not to be compared. `sdae` is of `words`, not of pictures: no
    picture comes back from its code.
    """

    kind: str = "vae"
    arch: str = "conv"
    latent_dim: int = 16
    size: str = "small"
    likelihood: str = "bernoulli"
    image_shape: tuple[int, int, int] = (1, 28, 28)
    classes: int = 10
    words: int = 0
    grid: int = 3

    def __post_init__(self) -> None:
        _one_of("model", self.kind, KINDS)
        _one_of("arch", self.arch, ARCHS)
        _one_of("size", self.size, SIZES)
        _one_of("likelihood", self.likelihood, LIKELIHOODS)
        _at_least("latent_dim", self.latent_dim, 1)
        _at_least("classes", self.classes, 2)
        if len(self.image_shape) != 3 or min(self.image_shape) < 1 or self.image_shape[0] not in (1, 3):
            raise ConfigError(f"image_shape must be (1 or 3, height, width), not {list(self.image_shape)}")
        if self.arch == "linear" and self.kind not in ("ae", "pca"):
            raise ConfigError(f"linear is an autoencoder beside PCA: its model is ae, not {self.kind!r}")
        if self.arch not in ("linear", "mlp") and self.kind != "pca" and any(s % 4 for s in self.image_shape[1:]):
            raise ConfigError(f"{self.arch} halves a picture twice: sides must divide by 4, not {self.image_shape[1:]}")
        if self.of_photos:
            self._check_photo()
        elif self.kind == "classifier" and self.arch != "conv":
            raise ConfigError(f"a classifier is conv, not {self.arch}")
        elif self.kind == "jigsaw":
            self._check_jigsaw()
        elif self.kind == "sdae" and (self.arch != "mlp" or self.words < 1):
            raise ConfigError(f"sdae is an mlp of 1 word or more, not {self.arch} of {self.words}")

    def _check_photo(self) -> None:
        if self.kind not in ("dae", "inpaint"):
            raise ConfigError(f"multiscale restores photos: its model is dae or inpaint, not {self.kind!r}")
        if any(side % 8 for side in self.image_shape[1:]):
            raise ConfigError(
                f"multiscale halves a patch three times: its side must divide by 8, not {self.image_shape[1]}"
            )

    def _check_jigsaw(self) -> None:
        if self.arch != "conv":
            raise ConfigError(f"a jigsaw is conv, not {self.arch}")
        if self.grid not in GRIDS:
            raise ConfigError(f"grid must be {' or '.join(map(str, GRIDS))} tiles along a side, not {self.grid}")
        if min(self.image_shape[1:]) < LEAST_CELL * self.grid:
            least = LEAST_CELL * self.grid
            raise ConfigError(f"{self.grid}x{self.grid} tiles take pictures of {least}x{least} pixels or more")

    @property
    def of_photos(self) -> bool:
        """Whether it restores photos of any size, and learns from patches of them."""
        return self.arch not in CODED

    @property
    def has_code(self) -> bool:
        """Whether pictures go through a code, so that there are maps, samples and a decoder."""
        return not self.of_photos and self.kind not in ("classifier", "sdae", "jigsaw", "oneclass")

    @property
    def labelled(self) -> bool:
        """Whether it learns from labels too, and so gives no picture back unless it is told one."""
        return self.kind in ("classifier", "oneclass")

    @property
    def pixels(self) -> int:
        """Values in one picture: C * H * W."""
        channels, height, width = self.image_shape
        return channels * height * width

    @property
    def warning(self) -> str | None:
        """A sentence where the code is as large as what it copies, so that nothing need be learnt."""
        if self.latent_dim < self.pixels or not self.has_code:
            return None
        return (
            f"latent_dim {self.latent_dim} is not smaller than the picture's {self.pixels} values: "
            "the network can copy its input without learning anything about it (overcomplete)"
        )


@dataclass(frozen=True)
class TrainConfig:
    """How it learns. `lr` is Adam's step size; `noise` and `mask` are KIND:LEVEL as in `corruptions`.

    `objective` is one of a VAE's, or None for the model's own: `iwae` and `dreg` draw `iw_samples` codes a picture,
    `free_bits` frees so many nats of each dimension's KL, `beta` weighs the KL, of `tc` the total correlation.
    `schedule` of the step size, its `warmup` in steps, `kl_warmup` in epochs, `clip` the gradient's norm, `ema`
    the decay of averaged weights, `patience` the epochs without a better test loss that end it, `history` the
    moments of which decoder and codes are kept; 0 = without. `start` is a run of the same network, whose weights it
    starts from.
    `precision` `auto` is settled when the training starts, and config.json says then which it was.
    """

    epochs: int = 10
    batch_size: int = 128
    lr: float = 1e-3
    beta: float = 1.0
    noise: str | None = None
    mask: str | None = None
    iw_samples: int = 1
    device: str = "auto"
    precision: str = "auto"
    seed: int = 0
    schedule: str = "constant"
    warmup: int = 0
    kl_warmup: float = 0.0
    clip: float = 0.0
    ema: float = 0.0
    patience: int = 0
    history: int = 0
    start: str | None = None
    objective: str | None = None
    free_bits: float = 0.1

    def __post_init__(self) -> None:
        for name in ("epochs", "batch_size", "iw_samples"):
            _at_least(name, getattr(self, name), 1)
        if not 0 <= self.seed <= MAX_SEED:
            raise ConfigError(f"seed goes from 0 to {MAX_SEED}, not {self.seed}")
        if not 0 < self.lr < math.inf:
            raise ConfigError(f"lr must be above 0 and finite, not {self.lr}")
        if not 0 <= self.beta < math.inf:
            raise ConfigError(f"beta must be 0 or more and finite, not {self.beta}")
        for name in ("warmup", "patience", "history"):
            _at_least(name, getattr(self, name), 0)
        for name in ("kl_warmup", "clip", "free_bits"):
            if not getattr(self, name) >= 0:
                raise ConfigError(f"{name} must be 0 or more, not {getattr(self, name)}")
        if not 0 <= self.ema < 1:
            raise ConfigError(f"ema must be from 0 to below 1, not {self.ema}")
        _one_of("precision", self.precision, PRECISIONS)
        _one_of("schedule", self.schedule, SCHEDULES)
        if self.objective is not None:
            _one_of("objective", self.objective, OBJECTIVES)
            if (self.objective in WEIGHED) != (self.iw_samples > 1):
                raise ConfigError(f"{' and '.join(WEIGHED)}, and they alone, take iw_samples of 2 or more")


@dataclass(frozen=True)
class RunConfig:
    """A whole run: data, model, training, and which map is drawn when it is done."""

    data: DataConfig
    model: ModelConfig = field(default_factory=ModelConfig)
    train: TrainConfig = field(default_factory=TrainConfig)
    map: str = "umap"
    schema: int = SCHEMA

    def __post_init__(self) -> None:
        _one_of("map", self.map, MAPS)
        if self.schema != SCHEMA:
            raise ConfigError(f"schema {self.schema} is unknown; this version reads schema {SCHEMA}")
        if self.model.kind == "dae" and self.train.noise is None:
            raise ConfigError("a denoising autoencoder needs noise, e.g. gaussian:0.5")
        if self.model.kind == "sdae" and self.train.noise is None:
            raise ConfigError("a stacked denoising autoencoder needs noise, e.g. words:0.5")
        if self.model.kind == "inpaint" and self.train.mask is None:
            raise ConfigError("an inpainting autoencoder needs a mask, e.g. box:0.4")
        if self.model.kind == "jigsaw" and (self.train.noise or self.train.mask):
            raise ConfigError("a jigsaw's tiles are cut and shuffled, nothing else: it takes neither noise nor mask")
        if self.data.contamination and self.model.kind != "oneclass":
            raise ConfigError(f"contamination is of classes: its model is oneclass, not {self.model.kind!r}")
        if self.train.objective and self.model.kind != "vae":
            raise ConfigError(f"{self.train.objective} needs a posterior: its model is vae, not {self.model.kind!r}")
        if self.data.binarization != "grey" and (self.model.likelihood != "bernoulli" or not self.model.has_code):
            raise ConfigError(
                f"{self.data.binarization} binarization gives ink or none: that wants a code and a bernoulli likelihood"
            )
        if not self.model.has_code and (self.map != "none" or self.train.history):
            which = "multiscale model" if self.model.of_photos else self.model.kind
            raise ConfigError(f"a {which} has no codes: no map is drawn of them and no history kept")

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self), indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str, file: str | Path | None = None) -> RunConfig:
        """Read back what `to_json` wrote; an unknown key, a wrong type or value is a `ConfigError`."""
        try:
            return _parsed(text)
        except (json.JSONDecodeError, RecursionError) as error:
            raise ConfigError(f"not JSON: {error}", file) from error
        except ConfigError as error:
            raise ConfigError(error.message, file) from error


@functools.lru_cache(maxsize=1024)
def _parsed(text: str) -> RunConfig:
    """Pages ask for every run's config at every rerun; 42 of them took 35 ms to read, most of it for type hints."""
    return _build(RunConfig, json.loads(text), "config")


def _build(cls: type[T], raw: Any, where: str) -> T:
    """Make the dataclass `cls` from parsed JSON, strictly."""
    if not isinstance(raw, dict):
        raise ConfigError(f"{where} must be an object, not {type(raw).__name__}")
    hints = typing.get_type_hints(cls)
    unknown = sorted(set(raw) - set(hints))
    if unknown:
        raise ConfigError(f"unknown key {unknown[0]!r} in {where}; known are {', '.join(hints)}")
    values = {key: _value(hints[key], value, f"{where}.{key}") for key, value in raw.items()}
    try:
        return cls(**values)
    except TypeError as error:
        raise ConfigError(f"{where} lacks a key: {error}") from error


def _value(hint: Any, value: Any, where: str) -> Any:
    if dataclasses.is_dataclass(hint):
        return _build(typing.cast(type[Any], hint), value, where)
    if typing.get_origin(hint) is tuple:
        if not isinstance(value, list) or not all(type(v) is int for v in value):
            raise ConfigError(f"{where} must be a list of whole numbers")
        return tuple(value)
    allowed = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    if float in allowed and type(value) is int:
        return float(value)
    if type(value) not in allowed:
        names = " or ".join("null" if a is type(None) else a.__name__ for a in allowed)
        raise ConfigError(f"{where} must be {names}, not {json.dumps(value)}")
    return value


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ConfigError(f"{name} must be one of {', '.join(allowed)}, not {value!r}")


def _at_least(name: str, value: int, least: int) -> None:
    if value < least:
        raise ConfigError(f"{name} must be {least} or more, not {value}")
