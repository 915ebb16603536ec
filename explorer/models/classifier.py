"""A small classifier: what its last layer but one says of a picture is what generated pictures are compared by."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn

from explorer.config import ModelConfig

FEATURES = 64
# First width, and twice that from the second halving on. On a core with AVX2, training pictures of 28x28 a second:
# 16: 4,300 (63,000 parameters), 24: 2,150 (116,000), 32: 1,090 (183,000).
WIDTH = {"tiny": 8, "small": 24, "medium": 48, "large": 96}


class Classifier(nn.Module):
    """`features(x (N, C, H, W) in [0, 1]) -> (N, 64)`, and from them the logits of the classes, (N, classes).

    Three halvings, each of the first two followed by a convolution at its size: 116,000 parameters at size small for
    pictures of 28x28. It has no code: 64 numbers that tell the classes apart, from which no picture comes back.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        channels, height, width = config.image_shape
        w = WIDTH[config.size]
        self.image_shape = config.image_shape
        self.body = nn.Sequential(
            nn.Conv2d(channels, w, 4, stride=2, padding=1), nn.ReLU(inplace=True),
            nn.Conv2d(w, w, 3, padding=1), nn.ReLU(inplace=True),
            nn.Conv2d(w, 2 * w, 4, stride=2, padding=1), nn.ReLU(inplace=True),
            nn.Conv2d(2 * w, 2 * w, 3, padding=1), nn.ReLU(inplace=True),
            nn.Conv2d(2 * w, 2 * w, 3, stride=2, padding=1), nn.ReLU(inplace=True),
            nn.Flatten(), nn.Linear(2 * w * -(-height // 8) * -(-width // 8), FEATURES),
        )  # fmt: skip
        self.head = nn.Linear(FEATURES, config.classes)

    def features(self, x: Tensor) -> Tensor:
        """What is known of pictures just before they are named, (N, 64), none below 0."""
        return F.relu(self.body(x))

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.features(x))
        return logits
