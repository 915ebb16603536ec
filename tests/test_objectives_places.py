"""The objectives of words: arcs with known lengths, parts that add up, people without a state."""

from __future__ import annotations

import math

import pytest
import torch

from explorer import corruptions
from explorer.objectives import guesses, reconstruction
from explorer.objectives.places import PLACE_WEIGHT, REGION_WEIGHT, arc


def test_an_arc_is_that_of_the_sphere_and_has_a_gradient_where_it_is_nothing() -> None:
    a = torch.tensor([[0.0, 0.0], [0.0, 0.0], [40.0, -74.0]], requires_grad=True)
    found = arc(a, torch.tensor([[0.0, 90.0], [60.0, 0.0], [40.0, -74.0]]))
    expected = torch.tensor([math.pi / 2, math.pi / 3, 0.0]) * 6.371
    torch.testing.assert_close(found, expected, atol=1e-3, rtol=1e-4)
    found.sum().backward()
    assert torch.isfinite(a.grad).all()  # type: ignore[arg-type]


def test_the_loss_is_its_parts_and_who_has_no_state_counts_for_the_place() -> None:
    said = (torch.zeros(2, 49), torch.zeros(2, 4), torch.tensor([[0.0, 0.0], [0.0, 90.0]]))
    states, regions = torch.tensor([3, -1]), torch.tensor([1, -1])
    found = guesses(said, states, regions, torch.zeros(2, 2))
    assert found["state"].item() == pytest.approx(math.log(49))
    assert found["region"].item() == pytest.approx(math.log(4))
    assert found["place"].item() == pytest.approx(6.371 * math.pi / 4, rel=1e-3)
    parts = found["state"] + REGION_WEIGHT * found["region"] + PLACE_WEIGHT * found["place"]
    torch.testing.assert_close(found["loss"], parts)


def test_a_reconstruction_errs_by_the_sum_over_numbers_and_the_mean_over_people() -> None:
    assert reconstruction(torch.zeros(2, 3), torch.tensor([[1.0, 1, 1], [0, 0, 3]])).item() == 6


def test_words_are_left_out_by_their_share_and_the_others_stay_as_they_are(generator: torch.Generator) -> None:
    x = torch.full((200, 50), 2.0)
    left = corruptions.parse("words:0.3")(x, generator)
    assert set(left.unique().tolist()) == {0.0, 2.0}
    assert (left == 0).float().mean().item() == pytest.approx(0.3, abs=0.02)
