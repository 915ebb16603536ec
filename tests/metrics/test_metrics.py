from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import skimage.metrics
import torch

from explorer import objectives
from explorer.data import load
from explorer.errors import InputError
from explorer.metrics import images, likelihood, report
from explorer.training.checkpoint import open_run


def test_psnr_and_ssim_are_scikit_images(generator: torch.Generator) -> None:
    x, y = torch.rand(2, 4, 3, 32, 32, generator=generator)
    for i, value in enumerate(images.psnr(x, y)):
        theirs = skimage.metrics.peak_signal_noise_ratio(x[i].numpy(), y[i].numpy(), data_range=1)
        assert value.item() == pytest.approx(theirs, abs=1e-4)
    assert images.ssim(x[0].numpy(), x[0].numpy()) == pytest.approx(1)
    assert images.ssim(x[0].numpy(), y[0].numpy()) < 0.5


def test_equal_pictures_have_a_finite_psnr_and_no_error() -> None:
    x = torch.rand(2, 1, 8, 8)
    assert images.psnr(x, x).tolist() == [100, 100]
    assert images.squared_error(x, x).tolist() == [0, 0]
    assert images.squared_error(torch.zeros(1, 1, 2, 2), torch.ones(1, 1, 2, 2)).item() == 4


def test_psnr_in_a_hole_looks_at_the_hole_alone() -> None:
    x, y = torch.zeros(1, 1, 4, 4), torch.zeros(1, 1, 4, 4)
    y[..., 0] = 0.1
    hole = torch.zeros(1, 1, 4, 4)
    hole[..., 0] = 1
    assert images.psnr(x, y, hole).item() == pytest.approx(20)
    assert images.psnr(x, y, 1 - hole).item() == 100


def test_the_importance_weighted_bound_is_the_same_in_any_chunks(
    trained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = open_run(trained / "vae").model
    x = torch.from_numpy(load("digits", "test").take(20).images).float() / 255
    found = []
    for decoded in (600 * 20, 70 * 20):
        monkeypatch.setattr(likelihood, "DECODED", decoded)
        found.append(likelihood.bounds(model, [x], 600, torch.Generator().manual_seed(1)))  # type: ignore[arg-type]
    one, many = found
    assert one.bound.shape == (20,)
    assert one.bound.mean().item() == pytest.approx(many.bound.mean().item(), abs=0.3)
    with torch.no_grad():
        bound = objectives.iwae_bound(model, x, 600, torch.Generator().manual_seed(1))  # type: ignore[arg-type]
    torch.testing.assert_close(one.bound, bound)  # in one chunk it is the bound itself
    single = likelihood.ledger(model, [x], torch.Generator().manual_seed(1)).loss  # type: ignore[arg-type]
    assert one.bound.mean() > -single.mean()
    assert one.elbo.mean().item() == pytest.approx(-single.mean().item(), abs=0.5)


def test_the_bound_rises_with_k_and_says_what_k_may_be() -> None:
    weights = torch.randn(5000, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    bounds = [likelihood.tightened(weights, k) for k in (1, 5, 50, 500, 5000)]
    assert bounds == sorted(bounds)
    assert bounds[0] == pytest.approx(weights.mean().item())  # every sample counts
    assert bounds[-1] == pytest.approx(0.5, abs=0.05)  # log E[exp N(0, 1)] = 1 / 2
    for k in (0, 5001):
        with pytest.raises(InputError, match="k goes from 1 to 5000"):
            likelihood.tightened(weights, k)


def test_a_density_of_dequantized_levels_bounds_their_probability() -> None:
    levels = torch.tensor([0.0, 1.0, 128.0, 255.0]) / 255
    x = levels.repeat(500)
    spread = likelihood.dequantized(x, torch.Generator().manual_seed(0))
    torch.testing.assert_close((spread * 256).floor(), (x * 255).round())  # every level keeps to its own bin
    assert spread[:4].unique().numel() == 4
    # The uniform density over [0, 1) is 0 nats, and 8 bits are what a level costs that nothing is known of.
    assert likelihood.bits_per_dim(0.0, 10, density=True) == 8
    assert likelihood.bits_per_dim(10 * math.log(2), 10, density=False) == pytest.approx(1)


def test_active_units_are_those_that_move() -> None:
    mu = torch.randn(500, 3, generator=torch.Generator().manual_seed(0)) * torch.tensor([1.0, 0.05, 0.5])
    assert likelihood.active_units(mu) == 2


@pytest.mark.parametrize("kind", ["ae", "dae", "inpaint", "pca", "vae"])
def test_every_metric_says_what_it_is(kind: str, trained: Path) -> None:
    run = open_run(trained / kind)
    data = load("digits", "test")
    metrics = report.evaluate(run.model, run.config, data, seed=3)
    assert report.HEADLINE[kind] in metrics
    for metric in metrics.values():
        assert set(metric) - {"standard_error"} == {"value", "unit", "n", "split", "seed", "published", "source"}
        assert math.isfinite(metric["value"])
        assert metric["split"] == "test"
        assert metric["seed"] == 3
    assert metrics["squared_error"]["n"] == 360
    assert metrics["mse"]["value"] == pytest.approx(metrics["squared_error"]["value"] / 1024, abs=1e-5)
    again = report.evaluate(run.model, run.config, data, seed=3)
    assert again == metrics


def test_a_vae_is_measured_in_nats(trained: Path) -> None:
    run = open_run(trained / "vae")
    metrics = report.evaluate(run.model, run.config, load("digits", "test").take(50), iw_samples=30)
    values = {name: m["value"] for name, m in metrics.items()}
    assert values["elbo"] == -values["loss"]
    assert values["loss"] == pytest.approx(values["nll"] + values["kl"], abs=1e-3)
    assert values["iwae_nll"] < values["loss"]


def test_the_bound_in_bf16_is_a_bound_and_next_to_that_in_fp32(trained: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run, test = open_run(trained / "vae"), load("digits", "test").take(20)
    exact, rounded = {}, {}
    for units, found in ((False, exact), (True, rounded)):
        monkeypatch.setattr(report, "has_bf16_units", lambda device, units=units: units)
        found |= report.evaluate(run.model, run.config, test, iw_samples=50)
    assert rounded["iwae_nll"] != exact["iwae_nll"]
    assert rounded["iwae_nll"]["value"] == pytest.approx(exact["iwae_nll"]["value"], rel=1e-3)
    assert rounded["posterior_gap"]["value"] > 0


def test_what_does_not_fit_is_refused(trained: Path) -> None:
    run = open_run(trained / "ae")
    with pytest.raises(InputError, match="was trained on"):
        report.evaluate(run.model, run.config, load("sprites", "test").take(3))
    with pytest.raises(InputError, match="a vae has"):
        report.evaluate(run.model, run.config, load("digits", "test"), iw_samples=5)


@pytest.mark.usefixtures("without_onnx")
def test_logistic_vaes_are_measured_in_bits_per_dimension(tmp_path: Path) -> None:
    from dataclasses import replace

    from explorer.training import engine
    from tests.conftest import tiny

    config = tiny("vae")
    config = replace(config, model=replace(config.model, likelihood="logistic"))
    test = engine.train(config, tmp_path / "run")["test"]
    assert test["bits_per_dim"] == pytest.approx(test["loss"] / 1024 / np.log(2), rel=1e-4)


def test_what_is_fixed_knows_no_seed_and_what_is_stochastic_does() -> None:
    digits = load("digits", "test").take(40)
    for how, alike in (("grey", True), ("fixed", True), ("stochastic", False)):
        one, two = digits.binarized(how, 1), digits.binarized(how, 2)
        assert np.array_equal(one.images, two.images) == alike
        assert set(np.unique(one.images)) <= {0, 255} or how == "grey"
    drawn = np.mean([digits.binarized("stochastic", s).images.mean() for s in range(20)])
    assert drawn == pytest.approx(digits.images.mean(), rel=0.01)
