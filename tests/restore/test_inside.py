"""What a photo looks like inside the network: the stages are those of the network, and nothing of it is changed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from explorer import models
from explorer.models.denoising import MultiScale
from explorer.restore.inside import SHOWN, stages
from tests.conftest import tiny_photos


@pytest.fixture
def model() -> MultiScale:
    torch.manual_seed(0)
    built = models.build(tiny_photos(Path("."), channels=3).model).eval()
    assert isinstance(built, MultiScale)
    return built


def test_the_stages_go_down_to_an_eighth_and_up_again(model: MultiScale) -> None:
    found = stages(model, torch.rand(1, 4, 48, 64))
    assert [(s.name, s.scale) for s in found] == [("down", 2), ("down", 4), ("bottom", 8), ("up", 4), ("up", 2)]
    assert [s.size for s in found] == [(32, 24), (16, 12), (8, 6), (16, 12), (32, 24)]
    assert [s.channels for s in found] == [8, 16, 32, 16, 8]
    assert all(len(s.maps) == min(SHOWN, s.channels) for s in found)


def test_the_maps_are_what_the_network_computes(model: MultiScale) -> None:
    x = torch.rand(1, 4, 16, 16)
    answers: list[torch.Tensor] = []
    hook = model.bottom.register_forward_hook(lambda _, __, y: answers.append(y))
    with torch.inference_mode():
        model(x)
    hook.remove()
    maps = answers[0][0].numpy()
    first = maps[maps.reshape(len(maps), -1).std(1).argmax()]
    shown = stages(model, x)[2].maps[0]
    assert np.array_equal(np.argsort(first, axis=None)[[0, -1]], [shown.argmin(), shown.argmax()])


def test_looking_leaves_no_hook_and_a_size_that_does_not_halve_is_refused(model: MultiScale) -> None:
    stages(model, torch.rand(1, 4, 16, 16))
    assert not any(part._forward_hooks for part in model.modules())
    with pytest.raises(ValueError, match="divide by 8"):
        stages(model, torch.rand(1, 4, 20, 16))
