"""The table of models: a new model is one file and one row."""

from __future__ import annotations

from dataclasses import dataclass

from torch import nn

from explorer.config import ModelConfig
from explorer.models.autoencoder import Autoencoder, DenoisingAutoencoder, InpaintingAutoencoder
from explorer.models.classifier import Classifier
from explorer.models.denoising import Denoiser, MultiScale
from explorer.models.inpainting import Inpainter
from explorer.models.jigsaw import Jigsaw
from explorer.models.oneclass import OneClass
from explorer.models.pca import PCA
from explorer.models.stacked import Stacked
from explorer.models.vae import VAE

__all__ = [
    "MODELS",
    "PCA",
    "PHOTO_MODELS",
    "VAE",
    "Autoencoder",
    "Classifier",
    "Denoiser",
    "DenoisingAutoencoder",
    "Inpainter",
    "InpaintingAutoencoder",
    "Jigsaw",
    "MultiScale",
    "OneClass",
    "Row",
    "Stacked",
    "build",
    "row",
]


@dataclass(frozen=True)
class Row:
    """One kind of model: its class, what a page calls it, and the name of its objective."""

    build: type[nn.Module]
    title: str
    objective: str | None  # a key of objectives.OBJECTIVES; None where there is nothing to descend


MODELS: dict[str, Row] = {
    "pca": Row(PCA, "PCA", None),
    "ae": Row(Autoencoder, "Autoencoder", "squared_error"),
    "dae": Row(DenoisingAutoencoder, "Denoising autoencoder", "squared_error"),
    "vae": Row(VAE, "Variational autoencoder", "beta_elbo"),
    "inpaint": Row(InpaintingAutoencoder, "Inpainting autoencoder", "hole_error"),
    "classifier": Row(Classifier, "Classifier", "cross_entropy"),
    "sdae": Row(Stacked, "Stacked denoising autoencoder", "guesses"),
    "jigsaw": Row(Jigsaw, "Jigsaw sorter", "sorting"),
    "oneclass": Row(OneClass, "One VAE for each class", "own_elbo"),
}
# The same kinds where the architecture is `multiscale`: no code, photos of any size.
PHOTO_MODELS: dict[str, Row] = {
    "dae": Row(Denoiser, "Photo denoiser", "levelled_error"),
    "inpaint": Row(Inpainter, "Photo inpainter", "rim_error"),
}


def row(config: ModelConfig) -> Row:
    """The row of the model that `config` describes."""
    return (PHOTO_MODELS if config.of_photos else MODELS)[config.kind]


def build(config: ModelConfig) -> nn.Module:
    """Make the untrained model that `config` describes."""
    return row(config).build(config)
