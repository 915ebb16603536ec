"""Schedules, clipping and averages: functions of the step alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from explorer.config import TrainConfig
from explorer.errors import ConfigError
from explorer.training import engine
from explorer.training.descent import Descent
from explorer.training.log import read_metrics
from tests.conftest import in_two_parts, same_weights, tiny

pytestmark = pytest.mark.usefixtures("without_onnx")


def descent(**train: object) -> Descent:
    torch.manual_seed(0)
    return Descent(nn.Linear(3, 1), TrainConfig(**train), per_epoch=10, steps=100)  # type: ignore[arg-type]


def test_the_step_size_climbs_and_falls() -> None:
    level = descent(lr=0.1)
    assert {level.lr(step) for step in range(100)} == {0.1}
    curve = [descent(lr=0.1, schedule="cosine", warmup=10).lr(step) for step in range(101)]
    assert curve[0] == pytest.approx(0.01)
    assert curve[10] == pytest.approx(0.1)
    assert curve[55] == pytest.approx(0.05)
    assert curve[100] == pytest.approx(0)
    assert curve[:11] == sorted(curve[:11])
    assert curve[10:] == sorted(curve[10:], reverse=True)


def test_the_kl_is_let_in_over_epochs() -> None:
    assert descent(beta=4.0).beta(0) == 4
    warm = descent(beta=4.0, kl_warmup=2.0)
    assert [warm.beta(step) for step in (0, 9, 19, 50)] == pytest.approx([0.2, 2, 4, 4])


def test_clipping_bounds_the_gradient() -> None:
    for clip, bounded in ((0.5, True), (0.0, False)):
        d = descent(clip=clip)
        (1000 * d.model(torch.ones(4, 3)).sum()).backward()
        d.down(0)
        norm = torch.cat([p.grad.flatten() for p in d.parameters.values() if p.grad is not None]).norm()
        assert (norm <= 0.5 + 1e-4) == bounded


def test_averages_lag_behind_and_come_and_go() -> None:
    d = descent(lr=0.1, ema=0.99)
    seen = []
    for step in range(30):
        d.clear()
        (d.model(torch.ones(1, 3)) - 5).pow(2).sum().backward()
        d.down(step)
        seen.append(d.model.weight[0, 0].item())  # type: ignore[union-attr, index]
    with d.averaged():
        inside = d.model.weight[0, 0].item()  # type: ignore[union-attr, index]
    assert min(seen) < inside < max(seen)
    assert d.model.weight[0, 0].item() == seen[-1] != inside  # type: ignore[union-attr, index]
    d.settle()
    assert d.model.weight[0, 0].item() == inside  # type: ignore[union-attr, index]


FULL = {"schedule": "cosine", "warmup": 5, "kl_warmup": 1.5, "clip": 20.0, "ema": 0.99}


def test_with_everything_on_a_run_still_resumes_exactly(tmp_path: Path) -> None:
    config = tiny("vae", epochs=2, batch_size=144, **FULL)
    engine.train(config, tmp_path / "whole")
    in_two_parts(config, tmp_path / "parts", 13)
    assert same_weights(tmp_path / "parts", tmp_path / "whole")


@pytest.mark.parametrize("knob", FULL)
def test_every_knob_moves_the_loss(knob: str, tmp_path: Path) -> None:
    value = 0.5 if knob == "clip" else FULL[knob]
    plain, moved = (
        engine.train(tiny("vae", **setting), tmp_path / name)["test"]["loss"]
        for name, setting in (("plain", {}), ("moved", {knob: value}))
    )
    assert plain != moved


def test_patience_ends_a_run_that_learns_no_more(tmp_path: Path) -> None:
    summary = engine.train(tiny("ae", epochs=200, lr=0.03, patience=2), tmp_path / "run")
    assert summary["epochs"] < 200
    losses = [row["loss"] for row in read_metrics(tmp_path / "run") if row["split"] == "test"]
    assert len(losses) == summary["epochs"]
    assert min(losses[-2:]) >= min(losses[:-2])
    assert "no better test loss" in (tmp_path / "run" / "log.txt").read_text()


def test_more_importance_samples_train_another_model(tmp_path: Path) -> None:
    five = engine.train(tiny("vae", iw_samples=5), tmp_path / "five")["test"]
    one = engine.train(tiny("vae"), tmp_path / "one")["test"]
    assert five["loss"] != one["loss"]
    rows = [row for row in read_metrics(tmp_path / "five") if row["split"] == "test"]
    assert rows[-1]["loss"] < -rows[-1]["elbo"]  # the bound is tighter


@pytest.mark.parametrize(
    "bad", [{"ema": 1.0}, {"clip": -1.0}, {"warmup": -1}, {"schedule": "step"}, {"kl_warmup": -1.0}]
)
def test_impossible_settings_are_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        TrainConfig(**bad)  # type: ignore[arg-type]
