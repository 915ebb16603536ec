"""The training of words: what a run folder holds, the same seed the same weights, layers that learn, bad input."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy import sparse

from explorer import cli
from explorer.bench import quality_places
from explorer.config import DataConfig, ModelConfig, RunConfig, TrainConfig
from explorer.data.geotext import Corpus
from explorer.data.states import REGION_OF, STATES, middles
from explorer.data.telling import weights
from explorer.errors import ConfigError, InputError
from explorer.metrics.geo import guess, measure
from explorer.training import stacked
from explorer.training.checkpoint import open_run
from explorer.training.runs import headline

HOMES = [STATES.index(name) for name in ("New York", "California", "Texas", "Illinois")]


def corpus(n: int = 120, seed: int = 0, homes: list[int] = HOMES) -> Corpus:
    """People of four states who all say `the`, and half a dozen times one of the three words of their own."""
    rng = np.random.default_rng(seed)
    state = rng.integers(0, len(homes), n)
    counts = np.zeros((n, 13), np.float32)
    counts[:, 12] = 5
    for i in range(n):
        np.add.at(counts[i], 3 * state[i] + rng.integers(0, 3, 6), 1)
    states = np.array(homes)[state]
    words = (*(f"w{i}" for i in range(12)), "the")
    places = middles()[states] + rng.normal(0, 0.05, (n, 2))
    return Corpus(sparse.csr_matrix(counts), words, places, states, "made", "train")


def config(**train: object) -> RunConfig:
    settings = {**stacked.USUAL, "epochs": 30, "batch_size": 16, "lr": 0.01, **train}
    return RunConfig(
        DataConfig("made"), ModelConfig("sdae", "mlp", 8, "tiny", classes=49, words=13),
        TrainConfig(**settings), "none",  # type: ignore[arg-type]
    )  # fmt: skip


def test_it_learns_whose_words_these_are_and_where_they_live() -> None:
    model, test = stacked.fit(config(), corpus()), corpus(40, 1)
    found = measure(guess(model, test.counts), test)
    assert found["state_accuracy"][0] > 0.95
    assert found["region_accuracy"][0] > 0.95
    assert found["median_error"][0] < 40  # half a step of the lattice
    assert guess(model, test.counts[:1]).regions[0] == REGION_OF[test.states[0]]


def test_every_layer_beats_the_mean_of_what_it_decodes_and_then_the_whole_falls() -> None:
    lines: list[dict[str, object]] = []
    settings = config()
    stacked.fit(settings, corpus(), lines.append)
    assert len(lines) == stacked.epochs(settings)
    stages = list(dict.fromkeys(line["stage"] for line in lines))
    assert stages == ["layer 1", "layer 2", "whole"]
    for stage in stages:
        losses = [float(str(line["loss"])) for line in lines if line["stage"] == stage]
        assert losses[-1] < losses[0]


def test_the_same_seed_gives_the_same_weights_and_another_seed_others() -> None:
    one, same, other = (stacked.fit(config(seed=s), corpus()).state.weight for s in (3, 3, 4))
    torch.testing.assert_close(one, same, rtol=0, atol=0)
    assert not torch.equal(one, other)


def test_people_without_a_state_count_for_their_place_alone() -> None:
    people = corpus()
    people.states[::3] = -1
    model = stacked.fit(config(), people)
    assert all(torch.isfinite(weight).all() for weight in model.state_dict().values())


def test_words_that_tell_of_a_state_weigh_more_than_those_that_all_say() -> None:
    found = weights(corpus())
    assert found[:12].min() > 5 * found[12] > 0
    assert found.mean() == pytest.approx(1)


def test_one_class_is_one_sentence() -> None:
    with pytest.raises(InputError, match="people of fewer than two states"):
        stacked.fit(config(), corpus(homes=HOMES[:1]))


def table(file: Path) -> Path:
    """A CSV of what `corpus` holds."""
    people = corpus()
    bags = [" ".join(people.words[j] for j in row.indices) for row in people.counts]
    lines = [f"{bag},{lat},{lon}" for bag, (lat, lon) in zip(bags, people.places, strict=True)]
    file.write_text("\n".join(["text,latitude,longitude", *lines]))
    return file


def test_a_run_folder_is_written_evaluated_and_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EXPLORER_CHECKPOINTS", str(tmp_path))
    file = table(tmp_path / "own.csv")
    command = ["train", "--model", "sdae", "--data", str(file), "--size", "tiny", "--latent-dim", "8", "--epochs", "6",
               "--batch-size", "16", "--out", "own", "--json"]  # fmt: skip
    assert cli.main(command) == 0
    summary = json.loads(capsys.readouterr().out)
    run = tmp_path / "own"
    assert {path.name for path in run.iterdir()} >= {
        "config.json", "metrics.jsonl", "report.json", "card.md", "model.safetensors", "words.json", "status.json",
    }  # fmt: skip
    assert "13 words" in (run / "card.md").read_text()
    assert cli.main(["evaluate", "own", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["n"] == 24
    assert {name: row["value"] for name, row in told["metrics"].items()} == summary["test"]
    assert headline(run)["metric"] == "state_accuracy"
    assert open_run("own").config.model.words == 13
    assert cli.main(command) == 2  # it is there already
    assert cli.main(["evaluate", "own", "--data", "dialects"]) == 2
    assert "the run knows 13" in capsys.readouterr().err
    assert cli.main(["resume", "own", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["test"] == summary["test"]


def test_a_run_that_was_cut_short_is_trained_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPLORER_CHECKPOINTS", str(tmp_path))
    settings = replace(config(epochs=2), data=DataConfig(str(table(tmp_path / "own.csv"))))
    (tmp_path / "cut").mkdir()
    (tmp_path / "cut" / "config.json").write_text(settings.to_json())
    assert cli.main(["resume", "cut"]) == 0
    assert (tmp_path / "cut" / "report.json").exists()


def test_settings_that_cannot_be_are_one_sentence() -> None:
    with pytest.raises(ConfigError, match=r"needs noise, e\.g\. words:0\.5"):
        config(noise=None)


def test_the_usual_network_knows_the_words_of_its_corpus() -> None:
    usual = quality_places.usual("dialects", seed=3)
    assert (usual.model.words, usual.model.classes, usual.train.seed) == (390, 49, 3)
