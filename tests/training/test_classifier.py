"""A classifier through the one engine: labels learnt, resumed, measured, and never taken for a run with codes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from explorer import cli
from explorer.config import DataConfig, ModelConfig, RunConfig, TrainConfig
from explorer.errors import ConfigError, InputError
from explorer.training import engine
from explorer.training.checkpoint import open_run, read_tensors
from explorer.training.runs import headline
from explorer.ui import cache
from tests.conftest import in_two_parts, same_weights


def config(**train: object) -> RunConfig:
    settings: dict[str, object] = {"epochs": 2, "batch_size": 36, "device": "cpu", "precision": "fp32", "lr": 3e-3}
    return RunConfig(
        DataConfig("digits"),
        ModelConfig("classifier", size="tiny", image_shape=(1, 32, 32)),
        TrainConfig(**{**settings, **train}),  # type: ignore[arg-type]
        map="none",
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Trained for two epochs. Not to be changed."""
    run = tmp_path_factory.mktemp("classifiers") / "digits-classifier"
    engine.train(config(), run)
    return run


def test_it_learns_the_labels_and_its_folder_says_how_well(folder: Path) -> None:
    report = json.loads((folder / "report.json").read_text())
    assert report["headline"] == "accuracy"
    accuracy = report["metrics"]["accuracy"]
    assert accuracy["value"] > 0.6  # a guess is right in one case of ten
    assert (accuracy["n"], accuracy["unit"], accuracy["split"]) == (360, "of 1", "test")
    assert headline(folder)["value"] == accuracy["value"]
    assert headline(folder)["latent_dim"] is None
    assert "Classifier (conv, tiny, 10 classes)" in (folder / "card.md").read_text()
    weights, _ = read_tensors(folder / "model.safetensors")
    assert {w.dtype for w in weights.values()} == {torch.float16}
    names = {p.name for p in folder.iterdir()}
    assert not names & {"atlas", "decoder.onnx", "encoder.onnx", "preview.png"}


def test_it_resumes_exactly(folder: Path, tmp_path: Path) -> None:
    in_two_parts(config(), tmp_path / "parts", 14)
    assert same_weights(tmp_path / "parts", folder)


def test_the_command_line_measures_it_and_asks_it_for_no_codes(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.main(["evaluate", str(folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["metrics"]
    assert found == json.loads((folder / "report.json").read_text())["metrics"]
    for words in (
        ["embed", str(folder), "--out", str(tmp_path / "z.npz")],
        ["sample", str(folder), "--out", str(tmp_path / "s.png")],
        ["export", str(folder), "--onnx", str(tmp_path)],
    ):
        assert cli.main(words) == 2
        assert "has no codes, which" in capsys.readouterr().err
    assert cli.main(["evaluate", str(folder), "--iw-samples", "5"]) == 2
    assert "a vae has" in capsys.readouterr().err


def test_it_is_trained_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["train", "--data", "digits", "--model", "classifier", "--size", "tiny", "--epochs", "1", "--device", "cpu"]
    assert cli.main([*words, "--out", str(tmp_path / "run"), "--json"]) == 0
    test = json.loads(capsys.readouterr().out)["test"]
    assert set(test) == {"accuracy", "confidence", "loss"}
    assert open_run(tmp_path / "run").config.model.classes == 10


def test_it_is_not_among_the_runs_that_are_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPLORER_CHECKPOINTS", str(folder.parent))
    assert cache.finished() == []


def test_what_it_cannot_learn_is_a_sentence() -> None:
    assert engine.configure(replace(config(), data=DataConfig("digits"))).model.classes == 10
    with pytest.raises(ConfigError, match="is conv, not mlp"):
        ModelConfig("classifier", "mlp")
    with pytest.raises(ConfigError, match="classes must be 2 or more"):
        ModelConfig("classifier", classes=1)
    with pytest.raises(ConfigError, match="a classifier has no codes"):
        replace(config(), map="pca")


def test_pictures_without_labels_are_refused(tmp_path: Path) -> None:
    from PIL import Image

    for i in range(20):
        Image.new("L", (28, 28), i).save(tmp_path / f"{i}.png")
    plain = RunConfig(DataConfig(str(tmp_path), 28), ModelConfig("classifier"), TrainConfig(), "none")
    with pytest.raises(InputError, match="fewer than two"):
        engine.configure(plain)
