"""What both sides know of the codes: tables that sum up, symbols that come back, what is not felt costs nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from explorer import codec
from explorer.codec.entropy import LEVELS, UNIT, Entropy, _mass_below, units_of
from explorer.data import load
from explorer.errors import CheckpointError, InputError
from explorer.training.checkpoint import open_run


def even(d: int = 1, width: int = 8) -> Entropy:
    """Codes that lie evenly between -width/2 and width/2."""
    knots = np.rint((LEVELS / LEVELS[-1] - 0.5) * width * 2 * UNIT).astype(np.int64)
    return Entropy("00" * 8, 1000, np.zeros(d), np.ones(d), np.tile(knots, (d, 1)))


def test_even_codes_in_eight_steps_cost_three_bits_each() -> None:
    symbols = even().quantize(np.linspace(-3.49, 3.49, 701)[:, None], 1.0)
    assert set(symbols.ravel()) == set(range(-3, 4))
    assert even().bits(symbols, units_of(1.0)) / len(symbols) == pytest.approx(3, abs=0.01)


def test_a_step_twice_as_fine_costs_one_bit_more() -> None:
    z = np.random.default_rng(0).uniform(-3.9, 3.9, (2000, 1))
    costs = [even().bits(even().quantize(z, step), units_of(step)) / len(z) for step in (0.25, 0.125, 0.0625)]
    assert np.diff(costs) == pytest.approx([1, 1], abs=0.02)


def test_the_middle_of_a_step_is_at_most_half_a_step_off() -> None:
    z = np.random.default_rng(1).normal(0, 3, (500, 2))
    model = replace(even(2), centre=np.array([1.0, -2.0]), scale=np.array([0.5, 3.0]))
    back = model.dequantize(model.quantize(z, 0.7), 0.7)
    assert (np.abs(back - z) <= 0.35 * model.scale + 1e-12).all()


def test_weights_below_edges_begin_at_nothing_and_end_at_all() -> None:
    knots = even().knots[0]
    below = _mass_below(np.array([knots[0] - 5, knots[0], 0, knots[-1], knots[-1] + 5]), knots)
    assert below.tolist() == [0, 0, 1 << 29, 1 << 30, 1 << 30]


def test_the_scale_is_how_far_a_picture_moves(trained: Path) -> None:
    """PCA's rows are orthonormal: one unit of any number moves the picture by one."""
    run = open_run(trained / "pca")
    assert codec.fit(run.model, load("digits", "train")).scale == pytest.approx(1, abs=1e-4)


def test_a_number_that_the_decoder_ignores_costs_nothing(trained: Path) -> None:
    run = open_run(trained / "ae")
    with torch.no_grad():
        next(run.model.decoder.parameters())[:, 1] = 0  # type: ignore[union-attr,operator]
    images = load("digits", "train")
    model = codec.fit(run.model, images)
    symbols = codec.Codec.of(run.model, model).symbols(images.images[:200], units_of(0.25))
    assert not symbols[:, 1].any()
    others = [dim for dim in range(symbols.shape[1]) if dim != 1]
    assert all(symbols[:, dim].any() for dim in others)


def test_it_is_kept_in_the_run_and_read_back_the_same(trained: Path, tmp_path: Path) -> None:
    assert codec.read(tmp_path) is None
    model = codec.fit(open_run(trained / "vae").model, load("digits", "train"))
    codec.write(tmp_path, model)
    back = codec.read(tmp_path)
    assert back is not None
    assert back.id == model.id
    assert back.to_json() == model.to_json()
    assert replace(model, centre=model.centre + 1e-9).id != model.id


@pytest.mark.parametrize(
    "change",
    [{"knots": [[1, 2]]}, {"scale": [0.0]}, {"scale": [float("nan")]}, {"centre": []}, {"weights": "zz"},
     {"knots": [[*range(68), 1 << 40]]}, {"centre": [[1.0]]}, {"n": None}],
)  # fmt: skip
def test_a_broken_one_is_one_sentence(tmp_path: Path, change: dict[str, object]) -> None:
    (tmp_path / "codec.json").write_text(json.dumps(json.loads(even().to_json()) | change))
    with pytest.raises(CheckpointError, match=r"codec\.json.*delete it"):
        codec.read(tmp_path)


@pytest.mark.parametrize("step", [0.0, -1.0, 65.0, float("nan"), float("inf")])
def test_a_step_beyond_the_limits_is_refused(step: float) -> None:
    with pytest.raises(InputError, match="step goes from"):
        units_of(step)


def test_codes_too_far_apart_for_a_step_are_refused() -> None:
    with pytest.raises(InputError, match="too fine"):
        even(width=1 << 20).table(0, units_of(1 / 64))
