"""A network that sorts the shuffled tiles of a picture: for each tile, how likely each place is.

The task is Noroozi & Favaro's (2016), "Unsupervised learning of visual representations by solving jigsaw puzzles"; an
answer of one row a tile, which Sinkhorn's iterations turn into a permutation, is DeepPermNet's (Santa Cruz et al. 2017)
and Mena et al.'s (2018), "Learning latent permutations with Gumbel-Sinkhorn networks".
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn

from explorer import puzzle
from explorer.config import ModelConfig

# First of the tile's convolutions, and of its numbers.
WIDTH = {"tiny": (8, 32), "small": (16, 96), "medium": (32, 160), "large": (48, 256)}
LAYERS, HEADS = 2, 4


class Among(nn.Module):
    """Tiles that look at each other: attention, then each alone (Vaswani et al. 2017), (N, n, width) to the same."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.before, self.asked, self.told = nn.LayerNorm(width), nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.alone = nn.Sequential(
            nn.LayerNorm(width), nn.Linear(width, 2 * width), nn.ReLU(), nn.Linear(2 * width, width)
        )

    def forward(self, x: Tensor) -> Tensor:
        n, count, width = x.shape
        parts = self.asked(self.before(x)).view(n, count, 3, HEADS, width // HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(query, key, value).transpose(1, 2).reshape(n, count, width)
        x = x + self.told(seen)
        y: Tensor = x + self.alone(x)
        return y


class Jigsaw(nn.Module):
    """`model(tiles (N, g^2, C, h, w) in [0, 1]) -> logits (N, g^2, g^2)`, of each tile for each place.

    One encoder for all tiles, `features(tiles) -> (N, g^2, width)`. Nothing tells it in which order they come: tiles in
    another order give the same rows in that order. 214,000 parameters at size small for grey tiles of 7x7.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        channels, height, width = config.image_shape
        first, wide = WIDTH[config.size]
        self.grid = config.grid
        _, (h, w) = puzzle.sides(height, width, config.grid)
        halved = -(-h // 2) * -(-w // 2)
        self.tile = nn.Sequential(
            nn.Conv2d(channels, first, 3, padding=1), nn.ReLU(inplace=True),
            nn.Conv2d(first, 2 * first, 3, stride=2, padding=1), nn.ReLU(inplace=True),
            nn.Conv2d(2 * first, 2 * first, 3, padding=1), nn.Flatten(), nn.ReLU(inplace=True),
            nn.Linear(2 * first * halved, wide),
        )  # fmt: skip
        self.among = nn.Sequential(*(Among(wide) for _ in range(LAYERS)))
        self.head = nn.Sequential(nn.LayerNorm(wide), nn.Linear(wide, config.grid**2))

    def features(self, tiles: Tensor) -> Tensor:
        """What is known of each tile by itself, (N, g^2, width)."""
        found: Tensor = F.relu(self.tile(tiles.flatten(0, 1))).unflatten(0, tiles.shape[:2])
        return found

    def forward(self, tiles: Tensor) -> Tensor:
        logits: Tensor = self.head(self.among(self.features(tiles)))
        return logits
