"""The two bodies that every network here is made of: an encoder trunk and its mirror."""

from __future__ import annotations

import math
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.autograd.function import FunctionCtx, once_differentiable

# One dial sets all sizes. mlp: width of the hidden layer (400 is the reference VAE's); conv: first width.
MLP_WIDTH = {"tiny": 128, "small": 400, "medium": 1024, "large": 2048}
CONV_WIDTH = {"tiny": 8, "small": 32, "medium": 64, "large": 96}
# residual: hidden layer beside the code, width at half the size, width below. Why so narrow above: of 5,000 codes a
# picture each is decoded, and a convolution at 14x14 costs four times one at 7x7.
RESIDUAL_WIDTHS = {"tiny": (64, 8, 16), "small": (256, 24, 48), "medium": (512, 32, 96), "large": (512, 48, 144)}


FEW = 4  # output channels: below, oneDNN's transposed convolution takes 3x as long as the same sum as a convolution


class Upsample(nn.ConvTranspose2d):
    """The transposed convolution of kernel 4, stride 2, padding 1: (N, C, H, W) -> (N, O, 2H, 2W).

    The same numbers as `nn.ConvTranspose2d`, up to rounding, in the order that a CPU is quicker at.
    """

    def __init__(self, channels: int, out: int) -> None:
        super().__init__(channels, out, 4, stride=2, padding=1)

    def forward(self, x: Tensor, output_size: list[int] | None = None) -> Tensor:
        if x.device.type != "cpu" or torch.compiler.is_exporting():
            return super().forward(x)
        y: Tensor = _Upsampled.apply(x, self.weight, self.bias)  # type: ignore[no-untyped-call]
        return y


class _Upsampled(torch.autograd.Function):
    """`Upsample` on a CPU: the value and each gradient by what is quickest there."""

    @staticmethod
    def forward(ctx: FunctionCtx, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        ctx.save_for_backward(x, weight)
        if weight.shape[1] < FEW:
            return _by_subpixels(x, weight, bias)
        return F.conv_transpose2d(x, weight, bias, stride=2, padding=1)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, g: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x, weight = (t.to(g.dtype) for t in ctx.saved_tensors)
        # Few channels: 0.34 ms where the gradients of the subpixels take 0.47 (128x32x14x14 to 1, bf16).
        dx, dw, _ = torch.ops.aten.convolution_backward(
            g, x, weight, None, [2, 2], [1, 1], [1, 1], True, [0, 0], 1, [True, True, False]
        )
        # The bias apart: its gradient inside of oneDNN's took 1.1 ms where the sum takes 0.03 (128x32x14x14, bf16).
        return dx, dw, g.sum((0, 2, 3))


def _by_subpixels(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Each 2x2 block of pixels as four channels of a 2x2 convolution (Shi et al. 2016)."""
    channels, out = weight.shape[:2]
    # Rows 2q - 1 and 2q of the picture see rows q - 1 and q of x: through kernel rows 2, 0 and 3, 1.
    kernel = weight.view(channels, out, 2, 2, 2, 2).flip(2, 4).permute(1, 3, 5, 0, 2, 4)
    blocks = F.conv2d(x, kernel.reshape(4 * out, channels, 2, 2), padding=1)
    # As `F.pixel_shuffle`, which takes 2x as long where the channels come last.
    pixels: Tensor = blocks.unflatten(1, (out, 2, 2)).permute(0, 1, 4, 2, 5, 3).flatten(4, 5).flatten(2, 3)
    return pixels[:, :, 1:-1, 1:-1].contiguous().add_(bias.to(pixels.dtype)[:, None, None])


def halvings(height: int, width: int) -> int:
    """How often a picture is halved: twice, and on until the shorter side is at most 8 (64 -> 8)."""
    times = 2
    while min(height, width) >> times > 8 and (height >> times) % 2 == 0 and (width >> times) % 2 == 0:
        times += 1
    return times


def encoder(shape: tuple[int, int, int], arch: str, size: str, out: int) -> nn.Sequential:
    """Return a network (N, C, H, W) -> (N, out)."""
    channels, height, width = shape
    if arch == "residual":
        return _residual_encoder(shape, size, out)
    if arch == "linear":
        return nn.Sequential(nn.Flatten(), nn.Linear(math.prod(shape), out))
    if arch == "mlp":
        hidden = MLP_WIDTH[size]
        first = nn.Linear(math.prod(shape), hidden)
        return nn.Sequential(nn.Flatten(), first, nn.ReLU(inplace=True), nn.Linear(hidden, out))
    layers: list[nn.Module] = []
    times = halvings(height, width)
    w = CONV_WIDTH[size]
    for i in range(times):
        layers += [nn.Conv2d(channels, w << min(i, 1), 4, stride=2, padding=1), nn.ReLU(inplace=True)]
        channels = w << min(i, 1)
    flat = channels * (height >> times) * (width >> times)
    # Flat before the last ReLU: its gradient comes flat, and over channels_last it took 0.44 ms where it takes 0.04.
    layers.insert(-1, nn.Flatten())
    return nn.Sequential(*layers, nn.Linear(flat, out))


def decoder(shape: tuple[int, int, int], arch: str, size: str, latent_dim: int) -> nn.Sequential:
    """Return a network (N, latent_dim) -> (N, C, H, W), not yet squashed to [0, 1]."""
    channels, height, width = shape
    if arch == "residual":
        return _residual_decoder(shape, size, latent_dim)
    if arch == "linear":
        return nn.Sequential(nn.Linear(latent_dim, math.prod(shape)), nn.Unflatten(1, shape))
    if arch == "mlp":
        hidden = MLP_WIDTH[size]
        return nn.Sequential(
            nn.Linear(latent_dim, hidden),
            nn.ReLU(inplace=True),
            nn.Linear(hidden, math.prod(shape)),
            nn.Unflatten(1, shape),
        )
    times = halvings(height, width)
    w = CONV_WIDTH[size]
    last = w << min(times - 1, 1)
    small = (last, height >> times, width >> times)
    layers: list[nn.Module] = [nn.Linear(latent_dim, math.prod(small)), nn.ReLU(inplace=True), nn.Unflatten(1, small)]
    before = last
    for i in range(times - 2, -1, -1):
        after = w << min(i, 1)
        # Kernel 4 at stride 2 covers every pixel equally often: no checkerboard.
        layers += [Upsample(before, after), nn.ReLU(inplace=True)]
        before = after
    return nn.Sequential(*layers, Upsample(before, channels))


class ResidualBlock(nn.Module):
    """x + conv(relu(conv(relu(x)))), 3x3 each (He et al. 2016)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.second(F.relu(self.first(F.relu(x))))
        return x + y


def _residual_encoder(shape: tuple[int, int, int], size: str, out: int) -> nn.Sequential:
    channels, height, width = shape
    hidden, wide, deep = RESIDUAL_WIDTHS[size]
    times = halvings(height, width)
    layers: list[nn.Module] = [nn.PixelUnshuffle(2), nn.Conv2d(4 * channels, wide, 3, padding=1), ResidualBlock(wide)]
    for before in (wide, *[deep] * (times - 2)):
        layers += [nn.ReLU(), nn.Conv2d(before, deep, 4, stride=2, padding=1), ResidualBlock(deep)]
    flat = deep * (height >> times) * (width >> times)
    return nn.Sequential(*layers, nn.ReLU(), nn.Flatten(), nn.Linear(flat, hidden), nn.ReLU(), nn.Linear(hidden, out))


def _residual_decoder(shape: tuple[int, int, int], size: str, latent_dim: int) -> nn.Sequential:
    """Upwards by convolutions of which four channels become 2x2 pixels (Shi et al. 2016): plain products on a CPU."""
    channels, height, width = shape
    hidden, wide, deep = RESIDUAL_WIDTHS[size]
    times = halvings(height, width)
    small = (deep, height >> times, width >> times)
    layers: list[nn.Module] = [
        nn.Linear(latent_dim, hidden), nn.ReLU(), nn.Linear(hidden, math.prod(small)), nn.Unflatten(1, small),
        ResidualBlock(deep),
    ]  # fmt: skip
    for after in (*[deep] * (times - 2), wide):
        layers += [nn.ReLU(), nn.Conv2d(deep, 4 * after, 3, padding=1), nn.PixelShuffle(2), ResidualBlock(after)]
    return nn.Sequential(*layers, nn.ReLU(), nn.Conv2d(wide, 4 * channels, 3, padding=1), nn.PixelShuffle(2))
