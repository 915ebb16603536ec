from __future__ import annotations

import json
import pickle
import shutil
from pathlib import Path

import pytest
import safetensors.torch
import torch

from explorer.errors import CheckpointError, ConfigError
from explorer.files import write_atomic
from explorer.training import checkpoint, engine
from explorer.training.runs import headline, resolve, shown


def rewrite(run: Path, change: object) -> None:
    file = run / "model.safetensors"
    tensors, _ = checkpoint.read_tensors(file)
    safetensors.torch.save_file(change(tensors), file)  # type: ignore[operator]


def test_what_was_trained_is_what_is_opened(runs: Path) -> None:
    run = checkpoint.open_run("vae")
    assert run.path == runs / "vae"
    assert not run.model.training
    assert headline(run.path)["metric"] == "loss"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: {**t, "encoder.1.weight": t["encoder.1.weight"][:, :3].contiguous()}, "encoder.1.weight is"),
        (lambda t: {k: v for k, v in t.items() if k != "decoder.0.bias"}, "lacks 'decoder.0.bias'"),
        (lambda t: {**t, "extra": torch.zeros(1)}, "unknown 'extra'"),
        (lambda t: {**t, "decoder.0.bias": t["decoder.0.bias"] * float("nan")}, "holds NaN"),
    ],
)
def test_weights_that_do_not_fit_are_named(runs: Path, change: object, words: str) -> None:
    rewrite(runs / "vae", change)
    with pytest.raises(CheckpointError, match=words) as caught:
        checkpoint.open_run("vae")
    assert caught.value.file == str(runs / "vae" / "model.safetensors")


def test_a_header_as_long_as_a_pickle_begins_is_no_pickle(tmp_path: Path) -> None:
    for padding in range(0, 1000, 8):  # one of them makes a header of 0x280 bytes, another of 0x380
        file = tmp_path / f"{padding}.safetensors"
        file.write_bytes(safetensors.torch.save({"w": torch.ones(1)}, metadata={"note": "x" * padding}))
        assert checkpoint.read_tensors(file)[1] == {"note": "x" * padding}


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_a_pickle_of_any_protocol_is_not_opened(tmp_path: Path, protocol: int) -> None:
    (tmp_path / "w.safetensors").write_bytes(pickle.dumps({"w": [1.0] * 100}, protocol))
    with pytest.raises(CheckpointError, match="is a pickle"):
        checkpoint.read_tensors(tmp_path / "w.safetensors")


def test_a_pickle_is_not_opened(runs: Path) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (Path.touch, (Path("exploded"),))  # type: ignore[return-value]

    torch.save({"x": Bomb()}, runs / "vae" / "model.safetensors")
    with pytest.raises(CheckpointError, match="pickle"):
        checkpoint.open_run("vae")
    assert not Path("exploded").exists()


def test_a_file_cut_short_or_gone_is_named(runs: Path) -> None:
    file = runs / "vae" / "model.safetensors"
    file.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(CheckpointError, match="not a whole safetensors file"):
        checkpoint.open_run("vae")
    file.unlink()
    with pytest.raises(CheckpointError, match="cannot be read"):
        checkpoint.open_run("vae")


def unfinished(run: Path, change: object, metadata: dict[str, str] | None = None) -> Path:
    """Make a run one that is resumed from a changed snapshot; return the snapshot's file."""
    (run / "status.json").unlink()
    file = run / "optimizer.safetensors"
    tensors, found = checkpoint.read_tensors(file)
    safetensors.torch.save_file(change(tensors), file, metadata=found if metadata is None else metadata)  # type: ignore[operator]
    return file


def test_a_snapshot_that_does_not_say_its_step_is_refused(runs: Path) -> None:
    file = unfinished(runs / "vae", lambda t: t, {"state": "not JSON"})
    with pytest.raises(CheckpointError) as caught:
        engine.resume(runs / "vae")
    assert caught.value.file == str(file)


def test_a_moment_of_another_shape_is_never_read(runs: Path) -> None:
    unfinished(runs / "vae", lambda t: {k: v[:1] if k.startswith("exp_avg.") else v for k, v in t.items()})
    with pytest.raises(CheckpointError, match="does not fit its config"):
        engine.resume(runs / "vae")


def test_a_config_that_is_no_text_is_refused(runs: Path) -> None:
    (runs / "vae" / "config.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match=r"config\.json: is not a text file"):
        checkpoint.open_run("vae")


def test_an_unknown_run_says_which_there_are(runs: Path) -> None:
    with pytest.raises(CheckpointError, match="there is ae, dae, inpaint, pca, vae"):
        checkpoint.open_run("vea")


def test_an_unknown_key_in_the_config_is_named(runs: Path) -> None:
    path = runs / "vae" / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "colour": 1}))
    with pytest.raises(ConfigError, match=r"config.json: unknown key 'colour'"):
        checkpoint.open_run("vae")


def test_a_run_is_a_name_or_a_folder(runs: Path, tmp_path: Path) -> None:
    assert resolve("vae") == runs / "vae"
    assert shown(runs / "vae") == "vae"
    shutil.copytree(runs / "vae", tmp_path / "elsewhere")
    assert resolve(tmp_path / "elsewhere") == tmp_path / "elsewhere"
    assert shown(tmp_path / "elsewhere") == str(tmp_path / "elsewhere")


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    write_atomic(file, "old")

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="no space"):
        write_atomic(file, "new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert file.read_text() == "old"
