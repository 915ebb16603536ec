"""The two bodies that every network here is made of: an encoder trunk and its mirror."""

from __future__ import annotations

import math

from torch import nn

# One dial sets all sizes. mlp: width of the hidden layer (400 is the reference VAE's); conv: first width.
MLP_WIDTH = {"tiny": 128, "small": 400, "medium": 1024}
CONV_WIDTH = {"tiny": 8, "small": 32, "medium": 64}


def halvings(height: int, width: int) -> int:
    """How often a picture is halved: twice, and on until the shorter side is at most 8 (64 -> 8)."""
    times = 2
    while min(height, width) >> times > 8 and (height >> times) % 2 == 0 and (width >> times) % 2 == 0:
        times += 1
    return times


def encoder(shape: tuple[int, int, int], arch: str, size: str, out: int) -> nn.Sequential:
    """Return a network (N, C, H, W) -> (N, out)."""
    channels, height, width = shape
    if arch == "mlp":
        hidden = MLP_WIDTH[size]
        return nn.Sequential(nn.Flatten(), nn.Linear(math.prod(shape), hidden), nn.ReLU(), nn.Linear(hidden, out))
    layers: list[nn.Module] = []
    times = halvings(height, width)
    w = CONV_WIDTH[size]
    for i in range(times):
        layers += [nn.Conv2d(channels, w << min(i, 1), 4, stride=2, padding=1), nn.ReLU()]
        channels = w << min(i, 1)
    flat = channels * (height >> times) * (width >> times)
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(flat, out))


def decoder(shape: tuple[int, int, int], arch: str, size: str, latent_dim: int) -> nn.Sequential:
    """Return a network (N, latent_dim) -> (N, C, H, W), not yet squashed to [0, 1]."""
    channels, height, width = shape
    if arch == "mlp":
        hidden = MLP_WIDTH[size]
        return nn.Sequential(
            nn.Linear(latent_dim, hidden),
            nn.ReLU(),
            nn.Linear(hidden, math.prod(shape)),
            nn.Unflatten(1, shape),
        )
    times = halvings(height, width)
    w = CONV_WIDTH[size]
    last = w << min(times - 1, 1)
    small = (last, height >> times, width >> times)
    layers: list[nn.Module] = [nn.Linear(latent_dim, math.prod(small)), nn.ReLU(), nn.Unflatten(1, small)]
    before = last
    for i in range(times - 2, -1, -1):
        after = w << min(i, 1)
        # Kernel 4 at stride 2 covers every pixel equally often: no checkerboard.
        layers += [nn.ConvTranspose2d(before, after, 4, stride=2, padding=1), nn.ReLU()]
        before = after
    return nn.Sequential(*layers, nn.ConvTranspose2d(before, channels, 4, stride=2, padding=1))
