"""Runs as codecs: fitted once and kept, fitted anew to new weights, and found by the files they made."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch

from explorer import codec
from explorer.codec import read_header
from explorer.data import load
from explorer.errors import CheckpointError, DataError, InputError
from explorer.training import coded, sets
from explorer.training.checkpoint import open_run, save_model
from explorer.training.runs import ROOT


@pytest.fixture
def picture_file(runs: Path) -> bytes:
    return coded.codec_of(open_run("ae")).compress(load("digits", "test").images[:3], 1.0).blob


def test_it_is_fitted_once_and_kept(runs: Path, picture_file: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = (runs / "ae" / "codec.json").read_text()
    monkeypatch.setattr(codec, "fit", None)
    assert coded.codec_of(open_run("ae")).entropy.to_json() == kept
    assert json.loads(kept)["n"] == 1437


def test_other_weights_are_fitted_anew(runs: Path, picture_file: bytes) -> None:
    run = open_run("ae")
    with torch.no_grad():
        next(run.model.parameters()).mul_(1.5)
    save_model(runs / "ae", run.model)
    again = coded.codec_of(open_run("ae"))
    assert again.entropy.weights == codec.fingerprint(run.model).hex()
    with pytest.raises(CheckpointError, match="of another run"):
        again.decompress(picture_file)


def test_a_file_finds_its_run(runs: Path, picture_file: bytes) -> None:
    (runs / "vae" / "codec.json").write_text("broken")  # hides no other
    header = read_header(picture_file)
    assert coded.maker(header) == runs / "ae"
    kept = json.loads((runs / "ae" / "codec.json").read_text())
    (runs / "ae" / "codec.json").write_text(json.dumps(kept | {"n": 5}))
    with pytest.raises(CheckpointError, match="made by ae when it had another"):
        coded.maker(header)
    shutil.rmtree(runs / "ae")
    with pytest.raises(CheckpointError, match=f"file: was made by a run that is not here.*{header.run.hex()}"):
        coded.maker(header, "file")


def test_without_training_images_it_says_what_is_missing(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise DataError("is not here")

    monkeypatch.setattr(sets, "images", gone)
    with pytest.raises(InputError, match=r"has no codec\.json for its weights"):
        coded.codec_of(open_run("pca"))


def test_weights_have_one_name_whatever_their_file(runs: Path) -> None:
    run = open_run("ae")
    before = codec.fingerprint(run.model)
    assert codec.fingerprint(run.model.to(memory_format=torch.channels_last)) == before  # type: ignore[call-overload]
    assert codec.fingerprint(open_run("dae").model) != before


@pytest.mark.parametrize("kept", sorted(ROOT.glob("*/codec.json")), ids=lambda path: path.parent.name)
def test_what_ships_was_fitted_to_the_weights_that_ship(kept: Path) -> None:
    entropy = codec.read(kept.parent)
    assert entropy is not None
    assert entropy.weights == codec.fingerprint(open_run(kept.parent).model).hex()
