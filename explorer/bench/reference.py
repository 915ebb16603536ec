"""The loop that people reach for, written out plainly: one PIL picture at a time through a DataLoader.

After the VAE of pytorch/examples: the same model (784-400-20), loss, optimizer and order of work, written anew.
The convolutional rival is this library's own network in the same plain loop.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor, nn, optim
from torch.utils.data import DataLoader, Dataset

from explorer import models
from explorer.config import ModelConfig
from explorer.data import ImageSet


class Pictures(Dataset[Tensor]):
    """One sample: an array to a PIL image, and that to a float tensor, as torchvision's MNIST and ToTensor do."""

    def __init__(self, images: ImageSet) -> None:
        self.images = images.images

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, index: int) -> Tensor:
        picture = Image.fromarray(self.images[index, 0], mode=None)
        return torch.from_numpy(np.array(picture, np.uint8, copy=True))[None].float().div(255)


def train(config: ModelConfig, train_set: ImageSet, test_set: ImageSet, epochs: int, batch: int, lr: float, seed: int,
          device: torch.device) -> dict[str, Any]:  # fmt: skip
    """Train and return seconds of the training epochs, images per second and the test loss (nll + kl, nats)."""
    torch.manual_seed(seed)
    options: dict[str, Any] = {"num_workers": 1, "pin_memory": True} if device.type == "cuda" else {}
    loader = DataLoader(Pictures(train_set), batch_size=batch, shuffle=True, **options)
    model = models.build(config).to(device)
    optimizer = optim.Adam(model.parameters(), lr=lr)
    seconds = 0.0
    for _ in range(epochs):
        started = time.perf_counter()
        model.train()
        total = 0.0
        for data in loader:
            data = data.to(device)
            optimizer.zero_grad()
            loss = _loss(model, data)
            loss.backward()
            total += loss.item()
            optimizer.step()
        seconds += time.perf_counter() - started
    model.eval()
    lost = 0.0
    with torch.no_grad():
        for data in DataLoader(Pictures(test_set), batch_size=batch, **options):
            lost += _loss(model, data.to(device)).item()
    return {
        "seconds": seconds, "images_per_second": epochs * len(train_set) / seconds, "test_loss": lost / len(test_set),
    }  # fmt: skip


def _loss(model: nn.Module, data: Tensor) -> Tensor:
    """Binary cross-entropy of the squashed output plus the closed KL, summed over the batch."""
    mu, logvar = model.posterior(data)  # type: ignore[operator]
    z = mu + torch.randn_like(logvar) * torch.exp(0.5 * logvar)
    bce = F.binary_cross_entropy(model.decode(z), data, reduction="sum")  # type: ignore[operator]
    return bce - 0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
