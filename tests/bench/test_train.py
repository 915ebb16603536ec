"""The rival of `bench train`: the same network, written with PyTorch's own layers."""

from __future__ import annotations

import copy

import torch

from explorer import models
from explorer.bench import reference
from explorer.config import ModelConfig
from explorer.models.layers import Upsample


def test_the_plain_network_draws_what_ours_draws() -> None:
    ours = models.build(ModelConfig("vae", "conv", 5, size="tiny"))
    plain = reference.plain(copy.deepcopy(ours))
    assert any(isinstance(layer, Upsample) for layer in ours.modules())
    assert not any(isinstance(layer, Upsample) for layer in plain.modules())
    z = torch.randn(3, 5)
    torch.testing.assert_close(plain.decode(z), ours.decode(z), atol=1e-5, rtol=1e-5)
