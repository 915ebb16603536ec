"""Paths: ends and stops are hit, the arc keeps the length, the sheet between four has them in its corners."""

from __future__ import annotations

import pytest
import torch

from explorer.errors import InputError
from explorer.latent.interpolation import EASINGS, PATHS, grid, lerp, path_through, slerp


@pytest.fixture
def four(generator: torch.Generator) -> torch.Tensor:
    """Four codes of length 3."""
    codes = torch.randn(4, 6, generator=generator)
    return 3 * codes / codes.norm(dim=1, keepdim=True)


@pytest.mark.parametrize("path", PATHS)
def test_a_path_begins_and_ends_where_it_should(path: str) -> None:
    a, b = torch.randn(2, 8)
    z = PATHS[path](a, b, 7)
    assert z.shape == (7, 8)
    torch.testing.assert_close(z[0], a)
    torch.testing.assert_close(z[-1], b)


def test_slerp_keeps_the_length_and_turns_evenly() -> None:
    a, b = torch.tensor([3.0, 0.0]), torch.tensor([0.0, 3.0])
    z = slerp(a, b, 4)
    torch.testing.assert_close(z.norm(dim=1), torch.full((4,), 3.0))
    angles = torch.atan2(z[:, 1], z[:, 0])
    torch.testing.assert_close(angles.diff(), torch.full((3,), torch.pi / 6))
    assert lerp(a, b, 3)[1].norm() < 3


@pytest.mark.parametrize(("a", "b"), [([1, 2], [2, 4]), ([0, 0], [1, 2]), ([1, 0], [-1, 0]), ([0, 0], [0, 0])])
def test_slerp_is_the_straight_line_where_there_is_no_arc(a: list[float], b: list[float]) -> None:
    start, end = torch.tensor(a, dtype=torch.float), torch.tensor(b, dtype=torch.float)
    torch.testing.assert_close(slerp(start, end, 5), lerp(start, end, 5))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("easing", EASINGS)
@pytest.mark.parametrize("steps", [4, 5, 10, 24])
def test_a_path_has_the_asked_steps_and_hits_every_stop(four: torch.Tensor, path: str, easing: str, steps: int) -> None:
    walk = path_through(four, steps, path, easing)
    assert walk.shape == (steps, 6)
    torch.testing.assert_close(walk[[0, -1]], four[[0, -1]])
    assert torch.cdist(four, walk).min(1).values.max() < 1e-5


def test_between_equal_lengths_the_arc_keeps_the_length_all_the_way(four: torch.Tensor) -> None:
    torch.testing.assert_close(path_through(four, 30, "slerp", "smooth").norm(dim=1), torch.full((30,), 3.0))
    torch.testing.assert_close(grid(*four, 5, 7, "slerp").norm(dim=2), torch.full((5, 7), 3.0))
    assert path_through(four, 30, "lerp").norm(dim=1).min() < 2.9


def test_smooth_is_at_rest_at_the_stops_and_fastest_between() -> None:
    walk = path_through(torch.tensor([[0.0], [1.0], [2.0]]), 21, "lerp", "smooth")[:, 0]
    speed = walk.diff()
    assert speed.min() == pytest.approx(0.028, abs=1e-6)  # 3 t^2 - 2 t^3 at a tenth
    assert speed[[0, 9, 10, 19]].tolist() == pytest.approx([0.028] * 4, abs=1e-6)
    assert walk[5] == pytest.approx(0.5)
    linear = path_through(torch.tensor([[0.0], [1.0], [2.0]]), 21, "lerp")[:, 0]
    torch.testing.assert_close(linear.diff(), torch.full((20,), 0.1))


@pytest.mark.parametrize("path", PATHS)
def test_a_grid_has_the_four_in_its_corners(four: torch.Tensor, path: str) -> None:
    sheet = grid(*four, 3, 5, path)
    assert sheet.shape == (3, 5, 6)
    corners = torch.stack([sheet[0, 0], sheet[0, -1], sheet[-1, 0], sheet[-1, -1]])
    torch.testing.assert_close(corners, four)
    torch.testing.assert_close(sheet[:, 0], PATHS[path](four[0], four[2], 3))


def test_the_middle_of_a_straight_grid_is_the_mean_of_the_four(four: torch.Tensor) -> None:
    torch.testing.assert_close(grid(*four, 3, 3)[1, 1], four.mean(0))


def test_what_is_no_path_is_one_sentence(four: torch.Tensor) -> None:
    with pytest.raises(InputError, match="not 4 in 3"):
        path_through(four, 3)
    with pytest.raises(InputError, match="two images or more"):
        path_through(four[:1], 3)
    with pytest.raises(InputError, match="not 1 and 4"):
        grid(*four, 1, 4)


def test_a_share_of_the_way_is_the_step_there() -> None:
    a, b = torch.tensor([1.0, 0]), torch.tensor([0.0, 2])
    for path in (lerp, slerp):
        torch.testing.assert_close(path(a, b, torch.tensor([0.25])), path(a, b, 5)[1:2])
