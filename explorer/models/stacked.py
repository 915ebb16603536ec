"""A stacked autoencoder of word counts, with heads that say where they were written.

Vincent et al. (2010), "Stacked denoising autoencoders"; for places Liu & Inkpen (2015).
"""

from __future__ import annotations

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from explorer.config import ModelConfig

WIDTH = {"tiny": 64, "small": 200, "medium": 400, "large": 800}  # of the layers below the code
SCALE = 8.0  # a person's features have this length: at 1 a layer that begins as torch's does hardly stirs
LAYERS = 2
REGIONS, DEGREES = 4, 10.0  # how many there are; a unit of the place head
LATTICE = (24.5, 49.5, -125.0, -66.5, 0.5)  # degrees: south, north, west, east, step
POINTS = 51 * 118


class Stacked(nn.Module):
    """`encode(counts (N, V)) -> z (N, width + latent_dim)`, what both layers say; from z logits, and a place.

    Every layer k is an autoencoder of what the layers below it say: `down(k, h)` and, while it is pretrained, a decoder
    of its own, which is not kept. Two buffers are counted on the people that it learnt from: `weight` (V), what a word
    counts, and `cost` (classes, POINTS), what a place costs on average that is said of somebody from a state.
    """

    weight: Tensor
    cost: Tensor
    lattice: Tensor

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        widths = (config.words, WIDTH[config.size], config.latent_dim)
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in pairwise(widths))
        # Of 1,263 held-out people of GeoText's dev part 34.1 % are named right from both layers, 33.2 % from the last.
        code = sum(widths[1:])
        self.state = nn.Linear(code, config.classes)
        self.region = nn.Linear(code, REGIONS)
        self.place = nn.Linear(code, 2)
        self.register_buffer("weight", torch.ones(config.words))
        self.register_buffer("cost", torch.zeros(config.classes, POINTS))
        self.register_buffer("lattice", _lattice(), persistent=False)

    def features(self, counts: Tensor) -> Tensor:
        """1 + log(count) of each word by its weight (N, V), of length `SCALE`; 0 where no word is known."""
        weighed = torch.where(counts > 0, 1 + counts.clamp_min(1).log(), 0) * self.weight
        return SCALE * F.normalize(weighed, dim=1)

    def down(self, k: int, h: Tensor) -> Tensor:
        """What layer k says of what the layers below it say."""
        return F.relu(self.layers[k](h))

    def encode(self, counts: Tensor) -> Tensor:
        """The code (N, width + latent_dim) of counts (N, V): what each layer says, the lower one first."""
        return torch.cat(self.through(self.features(counts)), 1)

    def through(self, h: Tensor, dropout: float = 0.0) -> list[Tensor]:
        """What each layer says of features h (N, V); while all is tuned a share of its numbers is dropped."""
        said = []
        for k in range(len(self.layers)):
            h = F.dropout(self.down(k, h), dropout)
            said.append(h)
        return said

    def heads(self, z: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Of codes the logits of states (N, classes) and of regions (N, 4), and places (N, 2) in degrees."""
        return self.state(z), self.region(z), self.place(z) * DEGREES

    def forward(self, counts: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.heads(self.encode(counts))

    def locate(self, logits: Tensor) -> Tensor:
        """The places (N, 2) of the lattice whose expected error is least, by the logits of states (N, classes).

        Somebody's state is uncertain, and a place between two candidates helps neither: the least expected error
        decides as the Bayes rule of that loss does.
        """
        return self.lattice[(logits.softmax(1) @ self.cost).argmin(1)]


def _lattice() -> Tensor:
    south, north, west, east, step = LATTICE
    lat, lon = torch.arange(south, north + step / 2, step), torch.arange(west, east + step / 2, step)
    return torch.cartesian_prod(lat, lon)
