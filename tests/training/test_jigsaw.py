"""A sorter through the one engine: it learns, resumes, is measured, slimmed, and never taken for one with codes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from explorer import cli
from explorer.config import DataConfig, ModelConfig, RunConfig, TrainConfig
from explorer.data import load
from explorer.metrics import probe
from explorer.models import Jigsaw
from explorer.training import engine, probing
from explorer.training.checkpoint import open_run, read_tensors
from explorer.training.runs import headline
from explorer.training.slim import slim
from tests.conftest import in_two_parts, same_weights


def config(**train: object) -> RunConfig:
    settings: dict[str, object] = {"epochs": 3, "batch_size": 48, "device": "cpu", "precision": "fp32", "lr": 3e-3}
    model = ModelConfig("jigsaw", size="tiny", image_shape=(1, 32, 32), grid=2)
    return RunConfig(DataConfig("digits"), model, TrainConfig(**{**settings, **train}), map="none")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Trained for three epochs. Not to be changed."""
    run = tmp_path_factory.mktemp("sorters") / "digits-tiles"
    engine.train(config(), run)
    return run


def test_it_learns_to_sort_and_its_folder_says_how_well(folder: Path) -> None:
    report = json.loads((folder / "report.json").read_text())
    found = {name: row["value"] for name, row in report["metrics"].items()}
    assert report["headline"] == "exact"
    assert found["tiles"] > found["tiles_chance"] + 0.2
    assert found["exact"] > 2 * found["exact_chance"]
    assert (report["metrics"]["exact"]["n"], report["metrics"]["exact"]["split"]) == (360, "test")
    assert (headline(folder)["value"], headline(folder)["latent_dim"]) == (found["exact"], None)
    assert "Jigsaw sorter (conv, tiny, 2x2 tiles)" in (folder / "card.md").read_text()
    weights, _ = read_tensors(folder / "model.safetensors")
    assert {w.dtype for w in weights.values()} == {torch.float16}
    assert not {p.name for p in folder.iterdir()} & {"atlas", "decoder.onnx", "encoder.onnx", "preview.png"}


def test_it_resumes_exactly(folder: Path, tmp_path: Path) -> None:
    in_two_parts(config(), tmp_path / "parts", 14)
    assert same_weights(tmp_path / "parts", folder)


def test_the_command_line_trains_it_slims_it_and_measures_it_with_probes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = str(tmp_path / "run")
    words = ["train", "--data", "digits", "--model", "jigsaw", "--grid", "2", "--size", "tiny", "--epochs", "1"]
    assert cli.main([*words, "--device", "cpu", "--out", run, "--json"]) == 0
    assert {"exact", "tiles", "loss", "tiles_edges"} <= set(json.loads(capsys.readouterr().out)["test"])
    assert slim(tmp_path / "run") < 200_000
    assert cli.main(["evaluate", run, "--keep", "--json"]) == 0
    metrics = json.loads(capsys.readouterr().out)["metrics"]
    assert metrics == json.loads((tmp_path / "run" / "report.json").read_text())["metrics"]
    assert metrics["probe"]["numbers"] == 4 * 32
    assert metrics["probe_few"]["numbers"] == metrics["probe_codes"]["numbers"] == 2  # as digits-ae has
    assert metrics["probe"]["learnt_from"] == 1437
    assert metrics["probe"]["value"] > 0.8
    assert cli.main(["embed", run, "--out", str(tmp_path / "z.npz")]) == 2
    assert "has no codes, which" in capsys.readouterr().err
    assert cli.main([*words[:6], "5", "--out", str(tmp_path / "other")]) == 2
    assert "grid must be 2 or 3" in capsys.readouterr().err


def test_a_probe_tells_apart_what_a_line_can_and_not_what_it_cannot() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(2, 600, 6))
    labels, truth = ((z[:, 0] + z[:, 1] > 0).astype(np.int64) for z in (x, y))
    assert probe.accuracy(x, labels, y, truth) > 0.95
    crossed, asked = ((z[:, 0] * z[:, 1] > 0).astype(np.int64) for z in (x, y))
    assert probe.accuracy(x, crossed, y, asked) < 0.6
    x[:, 2:] *= 10
    y[:, 2:] *= 10  # the two that tell are the last of the principal components
    assert probe.accuracy(x, labels, y, truth, 3) < 0.6


def test_the_features_of_a_whole_image_are_those_of_its_tiles_in_their_order(folder: Path) -> None:
    model, images = open_run(folder).model, load("digits", "test").take(7)
    assert isinstance(model, Jigsaw)
    found = probing.encoded(model, images)
    assert found.shape == (7, 4 * 32)
    corner = torch.from_numpy(images.images[:, :, 1:14, 1:14]).float() / 255  # tile of 13 in a cell of 16
    with torch.inference_mode():
        assert found[:, :32] == pytest.approx(model.features(corner[:, None])[:, 0].numpy(), abs=1e-5)
