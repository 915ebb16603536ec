from __future__ import annotations

import json
from dataclasses import replace

import pytest

from explorer.config import DataConfig, ModelConfig, RunConfig, TrainConfig
from explorer.errors import ConfigError

CONFIG = RunConfig(DataConfig("digits", 28), ModelConfig("dae", "mlp", 7), TrainConfig(noise="gaussian:0.5"), "pca")


def test_what_is_written_is_read_back_equal() -> None:
    assert RunConfig.from_json(CONFIG.to_json()) == CONFIG


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (["colour"], 1, "unknown key 'colour' in config"),
        (["train", "epocks"], 3, "unknown key 'epocks' in config.train"),
        (["train", "epochs"], "3", "config.train.epochs must be int"),
        (["train", "epochs"], True, "config.train.epochs must be int"),
        (["train", "epochs"], 0, "epochs must be 1 or more"),
        (["train", "lr"], -1, "lr must be above 0"),
        (["train", "lr"], float("nan"), "lr must be above 0 and finite"),
        (["train", "lr"], float("inf"), "lr must be above 0 and finite"),
        (["train", "beta"], float("inf"), "beta must be 0 or more and finite"),
        (["train", "seed"], 2**32, "seed goes from 0 to 4294967295"),
        (["train", "seed"], -1, "seed goes from 0"),
        (["train", "noise"], None, "needs noise"),
        (["model", "kind"], "gan", "model must be one of"),
        (["model", "latent_dim"], 0, "latent_dim must be 1 or more"),
        (["model", "image_shape"], [1, 28], "image_shape"),
        (["model"], 3, "config.model must be an object"),
        (["schema"], 2, "schema 2 is unknown"),
        (["data"], {}, "lacks a key"),
    ],
)
def test_bad_configs_are_one_sentence_with_the_file(path: list[str], value: object, words: str) -> None:
    raw = json.loads(CONFIG.to_json())
    inner = raw
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    with pytest.raises(ConfigError, match=words) as caught:
        RunConfig.from_json(json.dumps(raw), "somewhere/config.json")
    assert str(caught.value).startswith("somewhere/config.json: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["{", "", "[" * 100_000])
def test_text_that_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match=r"c\.json: not JSON"):
        RunConfig.from_json(text, "c.json")


def test_a_whole_number_is_a_float_where_one_is_wanted() -> None:
    raw = json.loads(CONFIG.to_json())
    raw["train"]["lr"] = 1
    assert RunConfig.from_json(json.dumps(raw)).train.lr == 1.0


def test_conv_wants_sides_that_divide_by_four() -> None:
    ModelConfig("ae", "mlp", image_shape=(1, 30, 30))
    with pytest.raises(ConfigError, match="divide by 4"):
        ModelConfig("ae", "conv", image_shape=(1, 30, 30))


def test_a_code_as_large_as_the_picture_warns() -> None:
    small = ModelConfig("ae", latent_dim=783)
    assert small.warning is None
    assert "overcomplete" in (replace(small, latent_dim=784).warning or "")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "vae"}, "dae or inpaint"),
        ({"image_shape": (1, 60, 60)}, "divide by 8"),
        ({"image_shape": (2, 64, 64)}, "1 or 3"),
    ],
)
def test_multiscale_is_for_restoring_photos(change: dict[str, object], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        replace(ModelConfig("dae", "multiscale", image_shape=(3, 64, 64)), **change)


def test_without_codes_there_is_no_map_and_no_history() -> None:
    model, noisy = ModelConfig("dae", "multiscale", image_shape=(1, 64, 64)), TrainConfig(noise="blind:55")
    assert not RunConfig(DataConfig("photos"), model, noisy, "none").model.has_code
    for train, drawn in ((noisy, "pca"), (replace(noisy, history=3), "none")):
        with pytest.raises(ConfigError, match="no codes"):
            RunConfig(DataConfig("photos"), model, train, drawn)


def test_an_objective_that_weighs_several_codes_is_told_how_many() -> None:
    assert TrainConfig(objective="dreg", iw_samples=5).iw_samples == 5
    for wrong in ({"objective": "iwae"}, {"objective": "tc", "iw_samples": 5}):
        with pytest.raises(ConfigError, match="iw_samples of 2 or more"):
            TrainConfig(**wrong)  # type: ignore[arg-type]
