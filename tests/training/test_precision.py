"""The choice of arithmetic is measured, written down, and kept by a resumed run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from explorer import models, objectives
from explorer.config import ModelConfig
from explorer.training import engine, precision
from explorer.training.runs import read_config
from tests.conftest import in_two_parts, same_weights, tiny

pytestmark = pytest.mark.usefixtures("without_onnx")


@pytest.fixture
def units(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precision, "has_bf16_units", lambda _: True)


def choose(monkeypatch: pytest.MonkeyPatch, slow: float, loss: float, likelihood: str = "bernoulli") -> tuple[str, str]:
    """The choice where an fp32 step takes `slow` times a bf16 step and bf16 gives `loss` for 100."""
    took = {"fp32": (slow, 100.0), "bf16": (1.0, loss)}
    monkeypatch.setattr(precision, "_trial", lambda *a: took[a[-1]])
    model = models.build(ModelConfig("vae", "mlp", 2, "tiny", likelihood, (1, 8, 8)))
    x = torch.rand(4, 1, 8, 8)
    return precision.choose(model, objectives.beta_elbo, x, x)


@pytest.mark.usefixtures("units")
@pytest.mark.parametrize(
    ("slow", "loss", "likelihood", "expected"),
    [(2.0, 100.1, "bernoulli", "bf16"), (1.05, 100.1, "bernoulli", "fp32"), (2.0, 103.0, "bernoulli", "fp32"),
     (2.0, 100.0, "logistic", "fp32"), (2.0, float("nan"), "bernoulli", "fp32")],
)  # fmt: skip
def test_bf16_is_taken_where_it_is_faster_and_agrees(
    monkeypatch: pytest.MonkeyPatch, slow: float, loss: float, likelihood: str, expected: str
) -> None:
    chosen, reason = choose(monkeypatch, slow, loss, likelihood)
    assert chosen == expected
    assert reason.startswith(expected)


def test_without_units_nothing_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precision, "has_bf16_units", lambda _: False)
    assert choose(monkeypatch, 9.0, 100.0) == ("fp32", "fp32: no bf16 units here")


def test_a_trial_leaves_the_model_as_it_was() -> None:
    model = models.build(ModelConfig("vae", "conv", 2, "tiny", "bernoulli", (1, 32, 32)))
    before = {k: v.clone() for k, v in model.state_dict().items()}
    x = torch.rand(8, 1, 32, 32)
    seconds, loss = precision._trial(model, objectives.beta_elbo, x, x, "bf16")
    exact = precision._trial(model, objectives.beta_elbo, x, x, "fp32")[1]
    assert seconds > 0
    assert loss == pytest.approx(exact, rel=precision.AGREEMENT)
    assert all(torch.equal(v, before[k]) for k, v in model.state_dict().items())
    assert all(p.grad is None for p in model.parameters())


@pytest.mark.usefixtures("units")
def test_a_choice_leaves_the_model_and_the_threads_as_they_were() -> None:
    model = models.build(ModelConfig("vae", "mlp", 2, "tiny", "bernoulli", (1, 8, 8)))
    before = {k: v.clone() for k, v in model.state_dict().items()}
    threads, x = torch.get_num_threads(), torch.rand(4, 1, 8, 8)
    assert precision.choose(model, objectives.beta_elbo, x, x)[0] in ("fp32", "bf16")
    assert torch.get_num_threads() == threads
    assert all(torch.equal(v, before[k]) for k, v in model.state_dict().items())
    assert all(p.grad is None for p in model.parameters())


@pytest.mark.usefixtures("units")
def test_a_busy_moment_does_not_change_the_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = iter(range(10_000))

    def trial(*given: object) -> tuple[float, float]:
        disturbed = next(turns) % 8 == 1  # each fourth step of bf16
        return (0.02 if given[-1] == "fp32" else 0.2 if disturbed else 0.01), 100.0

    monkeypatch.setattr(precision, "_trial", trial)
    model, x = models.build(ModelConfig("vae", "mlp", 2, "tiny", "bernoulli", (1, 8, 8))), torch.rand(4, 1, 8, 8)
    assert precision.choose(model, objectives.beta_elbo, x, x)[0] == "bf16"


def test_the_choice_is_written_down_and_kept_by_a_resumed_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SHORT", 1)
    monkeypatch.setattr(precision, "choose", lambda *_: ("bf16", "bf16: as told"))
    run = tmp_path / "run"

    def stop(p: engine.Progress) -> None:
        if p.step == 13:
            (run / "stop").touch()

    config = tiny("vae", epochs=2, batch_size=144, precision="auto")
    with pytest.raises(engine.Stopped):
        engine.train(config, run, stop)
    assert read_config(run).train.precision == "bf16"
    assert "precision bf16: as told" in (run / "log.txt").read_text()
    monkeypatch.setattr(precision, "choose", lambda *_: pytest.fail("a choice is made once"))
    resumed = engine.resume(run)
    whole = engine.train(tiny("vae", epochs=2, batch_size=144, precision="bf16"), tmp_path / "whole")
    assert resumed["test"] == whole["test"]


def test_a_batch_that_does_not_fit_is_not_measured_and_goes_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, units: None
) -> None:
    objective = objectives.OBJECTIVES["squared_error"]

    def small_memory(model: object, clean: torch.Tensor, *rest: object) -> dict[str, torch.Tensor]:
        if len(clean) > 40 and torch.is_grad_enabled() and not torch.is_inference_mode_enabled():
            raise torch.OutOfMemoryError("out of memory")
        return objective(model, clean, *rest)

    monkeypatch.setattr(engine, "SHORT", 1)
    monkeypatch.setitem(objectives.OBJECTIVES, "squared_error", small_memory)
    engine.train(tiny("ae", precision="auto"), tmp_path / "run")
    said = (tmp_path / "run" / "log.txt").read_text()
    assert "nothing was measured" in said
    assert "in 2 parts from here" in said
    assert read_config(tmp_path / "run").train.precision == "fp32"


def test_a_short_run_is_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precision, "choose", lambda *_: pytest.fail("too short"))
    engine.train(tiny("ae", precision="auto"), tmp_path / "run")
    assert read_config(tmp_path / "run").train.precision == "fp32"


def test_convolutions_resume_exactly_in_their_own_layout(tmp_path: Path) -> None:
    config = tiny("ae", epochs=2, batch_size=144)
    config = replace(config, model=replace(config.model, arch="conv"))
    engine.train(config, tmp_path / "whole")
    in_two_parts(config, tmp_path / "parts", 13)
    assert same_weights(tmp_path / "parts", tmp_path / "whole")
