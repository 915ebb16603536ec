"""One-class runs through the one engine: own images alone, held-out choice, contamination, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from explorer import cli
from explorer.config import DataConfig, ModelConfig, RunConfig, TrainConfig
from explorer.data import ImageSet, load
from explorer.errors import CheckpointError, ConfigError, InputError
from explorer.metrics.anomaly import SCORES
from explorer.models import OneClass, build
from explorer.objectives import beta_elbo, own_elbo
from explorer.training import contamination, engine, normality, sets
from explorer.training.checkpoint import open_run, read_tensors
from explorer.training.runs import headline
from tests.conftest import in_two_parts, same_weights, tiny

MODEL = ModelConfig("oneclass", "mlp", 4, "tiny", image_shape=(1, 32, 32))


def config(**train: object) -> RunConfig:
    settings: dict[str, object] = {"epochs": 4, "batch_size": 128, "device": "cpu", "precision": "fp32", "lr": 3e-3}
    return RunConfig(DataConfig("digits"), MODEL, TrainConfig(**{**settings, **train}), "none")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Trained for four epochs. Not to be changed."""
    run = tmp_path_factory.mktemp("oneclass") / "digits-oneclass"
    engine.train(config(), run)
    return run


def test_each_class_learns_from_its_own_images_alone() -> None:
    torch.manual_seed(0)
    model = build(replace(MODEL, classes=3))
    assert isinstance(model, OneClass)
    x, label = torch.rand(6, 1, 32, 32), torch.tensor([0, 2, 0, 2, 2, 0])
    own_elbo(model, label, x, torch.Generator().manual_seed(0))["loss"].backward()
    learnt = [sum(float(p.grad.abs().sum()) for p in part.parameters() if p.grad is not None) for part in model.each()]
    assert learnt[0] > 0
    assert learnt[1] == 0
    assert learnt[2] > 0
    assert all(p.grad is not None for p in model.parameters())  # processes wait for each of them


def test_with_one_label_it_is_the_elbo_of_that_class() -> None:
    model, x = build(replace(MODEL, classes=2)), torch.rand(5, 1, 32, 32)
    assert isinstance(model, OneClass)
    ours = own_elbo(model, torch.ones(5, dtype=torch.long), x, torch.Generator().manual_seed(3), 2.0)
    theirs = beta_elbo(model.of(1), x, x, torch.Generator().manual_seed(3), 2.0)
    for name, value in theirs.items():
        torch.testing.assert_close(ours[name], value)


def test_every_tenth_training_image_is_held_out() -> None:
    whole = load("digits", "train")
    learnt, held = sets.parted(whole)
    assert len(held) == len(whole) // 10
    assert len(learnt) + len(held) == len(whole)
    assert not {x.tobytes() for x in held.images} & {x.tobytes() for x in learnt.images}
    assert len(sets.load(config()).train) == len(learnt)


def test_contamination_puts_a_share_of_other_classes_under_each_label() -> None:
    n = 200
    pictures = np.arange(n, dtype=np.uint8).reshape(n, 1, 1, 1)
    images = ImageSet(pictures, "made", "train", np.arange(n) % 2, ("even", "odd"))
    found = sets.contaminated(images, 0.2)
    assert found.labels is not None
    for k in (0, 1):
        foreign = found.images[found.labels == k, 0, 0, 0] % 2 != k
        assert foreign.mean() == pytest.approx(0.2)
        assert (~foreign).sum() == n / 2
    assert sets.contaminated(images, 0.0) is images


def test_the_report_has_every_score_and_every_class(folder: Path) -> None:
    report = json.loads((folder / "report.json").read_text())
    metrics = report["metrics"]
    assert report["headline"] == "auroc"
    assert headline(folder)["value"] == metrics["auroc"]["value"]
    assert {f"auroc_{name}" for name in SCORES} | {f"ap_{name}" for name in SCORES} <= set(metrics)
    classes = [metrics[f"auroc_{k}"]["value"] for k in range(10)]
    chosen = metrics["auroc"]["score"]
    assert metrics["auroc"]["value"] == metrics[f"auroc_{chosen}"]["value"] == pytest.approx(np.mean(classes), abs=1e-3)
    assert metrics[f"auroc_{chosen}"]["worst_value"] == min(classes)
    assert 70 < metrics["auroc"]["value"] <= 100
    for row in metrics.values():
        assert (row["n"], row["split"], row["seed"]) == (360, "test", 0)
        assert row["published"] is None  # nobody has published figures on these digits
        assert row["unit"]
    weights, _ = read_tensors(folder / "model.safetensors")
    assert {w.dtype for w in weights.values()} == {torch.float16}
    assert not {p.name for p in folder.iterdir()} & {"atlas", "decoder.onnx", "encoder.onnx", "preview.png"}
    assert "10 classes, 4 latent dimensions each" in (folder / "card.md").read_text()


def test_the_score_is_chosen_by_normal_images_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were all test images turned round, the choice would be the same: nobody has looked at them."""
    run = open_run(folder)
    before = normality.read(folder)
    assert before is not None
    real = sets.images

    def turned(config: RunConfig, name: str | None = None, split: str = "test") -> ImageSet:
        found = real(config, name, split)
        return replace(found, images=255 - found.images) if split == "test" else found

    monkeypatch.setattr(sets, "images", turned)
    again = normality.fit(run.config, run.model)
    assert again.score == before.score == max(before.told, key=lambda name: before.told[name])


def test_the_command_line_measures_the_same_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = json.loads((folder / "report.json").read_text())["metrics"]
    for words in (["--task", "anomaly"], []):
        assert cli.main(["evaluate", str(folder), *words, "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["data"], found["split"], found["n"], found["seed"]) == ("digits", "test", 360, 0)
        assert found["metrics"] == kept
    assert cli.main(["evaluate", str(folder), "--task", "anomaly", "--data", "mnist"]) == 2
    assert "leave --data out" in capsys.readouterr().err
    assert cli.main(["evaluate", str(folder), "--task", "anomaly", "--n", "1"]) == 2
    assert "there is no" in capsys.readouterr().err


def test_it_resumes_exactly(folder: Path, tmp_path: Path) -> None:
    in_two_parts(config(), tmp_path / "parts", 14)
    assert same_weights(tmp_path / "parts", folder)


def test_an_ordinary_run_is_measured_beside_other_images(
    runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = np.random.default_rng(0)
    (tmp_path / "noise").mkdir()
    for i in range(40):
        Image.fromarray(rng.integers(0, 256, (32, 32), np.uint8)).save(tmp_path / "noise" / f"{i}.png")
    words = ["evaluate", "vae", "--task", "anomaly"]
    assert cli.main([*words, "--data", str(tmp_path / "noise"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["metrics"]["auroc_squared_error"]["value"] > 99  # noise is like no digit
    assert found["n"] == 180 + 4  # of the digits half have chosen the score
    assert (runs / "vae" / "anomaly.json").exists()
    assert cli.main(words) == 2
    assert "--data NAME says where its anomalies are" in capsys.readouterr().err
    assert cli.main([*words, "--data", "sprites"]) == 2
    assert "the run was trained on" in capsys.readouterr().err


def test_what_is_kept_is_read_back_and_what_is_broken_is_a_sentence(folder: Path, tmp_path: Path) -> None:
    found = normality.read(folder)
    assert found is not None
    normality.write(tmp_path, found)
    again = normality.read(tmp_path)
    assert again is not None
    assert (again.score, again.weights) == (found.score, found.weights)
    assert again.told == pytest.approx(found.told, abs=1e-5)
    for a, b in zip(again.classes, found.classes, strict=True):
        np.testing.assert_array_equal(a.root, b.root)
        assert a.limits == b.limits
    whole = (tmp_path / normality.FILE).read_text()
    for text in ("{", whole.replace('"mean"', '"median"'), whole.replace(found.score, "ink")[:-3], "[]"):
        (tmp_path / normality.FILE).write_text(text)
        with pytest.raises(CheckpointError, match="delete it, and it is fitted anew"):
            normality.read(tmp_path)


def test_contamination_is_measured_by_training_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[float] = []
    real = engine.train

    def told(config: RunConfig, run: Path) -> object:
        seen.append(config.data.contamination)
        return real(config, run)

    monkeypatch.setattr(engine, "train", told)
    run = tmp_path / "run"
    real(config(epochs=1), run)
    found = contamination.measure(run, print, (0.0, 0.2))
    assert seen == [0.2]  # without any it is the run itself
    assert found["shares"] == [0.0, 0.2]
    assert set(found["auroc"]) == set(SCORES)
    assert all(len(values) == 2 for values in (*found["auroc"].values(), *found["worst"].values()))
    for name, values in found["auroc"].items():
        assert all(worst <= mean for (_, worst), mean in zip(found["worst"][name], values, strict=True))
    real(tiny("pca"), tmp_path / "pca")
    with pytest.raises(InputError, match="train --model oneclass"):
        contamination.measure(tmp_path / "pca", print)


def test_what_it_cannot_learn_is_a_sentence(tmp_path: Path) -> None:
    for i in range(20):
        Image.new("L", (28, 28), i).save(tmp_path / f"{i}.png")
    plain = RunConfig(DataConfig(str(tmp_path), 28), ModelConfig("oneclass"), TrainConfig(), "none")
    with pytest.raises(InputError, match="of normal images alone train a vae"):
        engine.configure(plain)
    with pytest.raises(ConfigError, match="its model is oneclass"):
        RunConfig(DataConfig("digits", contamination=0.1), ModelConfig("ae"))
    with pytest.raises(ConfigError, match=r"contamination goes from 0 to 0\.5"):
        DataConfig("digits", contamination=0.6)
