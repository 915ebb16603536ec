"""`bench quality` on tiny runs: what is measured, what is told where a run is missing, how runs are grouped."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from explorer import bench
from explorer.bench import (
    quality,
    quality_anomaly,
    quality_codec,
    quality_factors,
    quality_places,
    quality_samples,
    quality_sorting,
    seeds_row,
)
from explorer.config import DataConfig, ModelConfig, RunConfig, TrainConfig
from explorer.errors import InputError
from explorer.files import write_atomic, write_json
from explorer.models import build
from explorer.training.checkpoint import open_run, save_model

DIGITS = (1, 32, 32)


def made(root: Path, name: str, model: ModelConfig, data: str = "digits", **train: object) -> Path:
    """A finished run with random weights."""
    run = root / name
    run.mkdir(parents=True)
    config = RunConfig(DataConfig(data), model, TrainConfig(**train), "none")  # type: ignore[arg-type]
    write_atomic(run / "config.json", config.to_json())
    write_json(run / "report.json", {"headline": "loss", "metrics": {}})
    network = build(model)
    with torch.no_grad():
        for weight in network.parameters():
            weight.mul_(3)  # so that pictures differ by what one sees
    save_model(run, network)
    return run


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EXPLORER_CHECKPOINTS", str(tmp_path))
    monkeypatch.setattr(quality_places, "rows", lambda say: [])  # it trains; tests/bench/test_quality_places.py
    return tmp_path


def test_samples_of_both_models_are_judged_beside_training_images(root: Path) -> None:
    judge = open_run(made(root, "judge", ModelConfig("classifier", size="tiny", image_shape=DIGITS)))
    ratios: dict[str, float] = {}
    said: list[str] = []
    tiny = ModelConfig("vae", "mlp", 4, "tiny", image_shape=DIGITS)
    vae, ae = (open_run(made(root, kind, replace(tiny, kind=kind))) for kind in ("vae", "ae"))
    rows = [r.as_dict() for r in quality_samples.rows(vae, ae, judge, [0, 1], ratios, said.append, samples=300)]
    by_name = {row["name"]: row for row in rows}
    assert len(by_name) == len(rows) == 4 + 4 * 5
    for row in rows:
        assert row["n"] == 300
    for how in ("prior", "mixture"):
        for name in ("vae", "ae"):
            row = by_name[f"{name} {how} Fréchet distance"]
            assert row["seeds"] == [0, 1]
            assert row["spread"] > 0
            assert row["standard_error"] > 0
            for key in ("precision", "recall", "confidence", "off the data"):
                assert 0 <= by_name[f"{name} {how} {key}"]["value"] <= 1
    real = by_name["digits training images Fréchet distance"]
    assert real["value"] < min(by_name[f"{name} prior Fréchet distance"]["value"] for name in ("vae", "ae"))
    assert real["standard_error"] is None
    quotient = by_name["ae prior Fréchet distance"]["value"] / by_name["vae prior Fréchet distance"]["value"]
    assert ratios["digits Fréchet distance from the prior, AE over VAE"] == quotient
    # Codes of the autoencoder's own mixture lie where its data do, those of the prior elsewhere.
    assert by_name["ae mixture off the data"]["value"] < by_name["ae prior off the data"]["value"]
    assert len(said) == 4


def test_sprites_runs_are_grouped_by_all_but_their_seed(root: Path) -> None:
    tiny = ModelConfig("vae", "mlp", 3, "tiny", image_shape=(3, 64, 64))
    for name, train in (("a", {"seed": 0}), ("b", {"seed": 1, "device": "cpu"}), ("c", {"seed": 0, "beta": 4.0})):
        made(root, f"sprites-{name}", tiny, "sprites", **train)
    made(root, "sprites-wide", replace(tiny, latent_dim=5), "sprites")
    paths = sorted(root.iterdir())
    groups = {name: [run.name for run in runs] for name, runs in quality_factors.grouped(paths).items()}
    assert groups == {
        "sprites vae, latent_dim 3, beta 1.0": ["sprites-a", "sprites-b"],
        "sprites vae, latent_dim 3, beta 4.0": ["sprites-c"],
        "sprites vae, latent_dim 5, beta 1.0": ["sprites-wide"],
    }


def test_every_sprites_run_is_measured(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert quality_factors.rows(print)[0].as_dict()["missing"].startswith("there is no finished run")
    tiny = ModelConfig("vae", "mlp", 3, "tiny", image_shape=(3, 64, 64))
    for seed in (0, 1):
        made(root, f"sprites-{seed}", tiny, "sprites", seed=seed)
    rows = {row.name: row.as_dict() for row in quality_factors.rows(print, pictures=200, votes=40)}
    assert list(rows) == [f"sprites vae, beta 1.0 {key}" for key in quality_factors.UNITS]
    for row in rows.values():
        assert row["seeds"] == [0, 1]
        assert row["runs"] == ["sprites-0", "sprites-1"]
        assert row["standard_error"] is not None
    assert rows["sprites vae, beta 1.0 MIG"]["n"] == 200
    assert rows["sprites vae, beta 1.0 squared error"]["n"] == 2000
    assert rows["sprites vae, beta 1.0 squared error"]["value"] > 100  # a random decoder is grey all over


def test_what_is_not_there_is_told_in_rows(root: Path) -> None:
    found = bench.run("quality", print, n=5)
    assert [row["name"] for row in found["rows"]] == [
        "mnist-conv-vae against mnist-conv-ae", "fashion-vae against fashion-ae", "sprites",
        "digits by code size", "mnist-ae30",
        *(f"{name} as a codec" for name in quality_codec.RUNS),
        *(f"{name} anomalies" for name in quality_anomaly.RUNS), "mnist-iwae iwae_nll",
        *(f"{name} sorting" for name in quality_sorting.RUNS),
    ]  # fmt: skip
    for row in found["rows"]:
        assert (row["value"], row["spread"], row["n"]) == (None, None, 0)
        assert row["missing"]
    assert "InceptionV3" in found["settings"]["features"]
    assert "NaN" not in json.dumps(found)


def test_the_importance_weighted_bound_has_its_k_and_n(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(root, "mnist-iwae", ModelConfig("vae", "mlp", 4, "tiny", image_shape=DIGITS))
    monkeypatch.setattr(quality, "IW_SAMPLES", 20)
    rows = bench.run("quality", print, n=7)["rows"]
    row = next(row for row in rows if row["name"] == "mnist-iwae iwae_nll")
    assert (row["n"], row["k"], row["unit"], row["seed"]) == (7, 20, "nats", 0)
    assert row["value"] > 0


@pytest.mark.parametrize(("settings", "words"), [({"archs": "mlp"}, "has no --archs"), ({"repeats": 0}, "1 or more")])
def test_settings_that_say_nothing_here_are_refused(settings: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        quality.run(print, **settings)  # type: ignore[arg-type]


def test_the_margin_is_of_the_tc_vae_over_the_vae_with_beta_one() -> None:
    rows = [
        seeds_row(f"sprites {beta} {key}", [value], "of 1", 10, [0], beta=beta, objective=objective)
        for beta, objective, key, value in (
            (1.0, "beta_elbo", "MIG", 0.1), (4.0, "beta_elbo", "MIG", 0.2), (6.0, "tc", "MIG", 0.3),
            (6.0, "tc", "squared error", 50.0),
        )
    ]  # fmt: skip
    assert quality_factors.ratios(rows) == {"sprites 6.0 MIG over the VAE's": pytest.approx(3)}
    assert quality_factors.ratios([bench.missing("sprites", "there is no run")]) == {}
