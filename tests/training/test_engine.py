"""The one loop: exact resume, clean ends, and folders that stay whole."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from explorer import objectives
from explorer.config import DataConfig, RunConfig
from explorer.errors import ExportError, InputError, TrainingError
from explorer.latent import history
from explorer.training import engine, watch
from explorer.training.checkpoint import read_tensors
from explorer.training.engine import Progress, Stopped
from explorer.training.log import read_metrics
from explorer.ui import cache
from tests.conftest import tiny

pytestmark = pytest.mark.usefixtures("without_onnx")


def losses(run: Path) -> list[tuple[int, str, float]]:
    return [(row["step"], row["split"], row["loss"]) for row in read_metrics(run)]


def stop_at(run: Path, step: int) -> object:
    def told(p: Progress) -> None:
        if p.step == step:
            (run / "stop").touch()

    return told


@pytest.mark.parametrize("kind", ["vae", "dae", "inpaint"])
def test_twenty_steps_are_ten_and_resume_and_ten(kind: str, tmp_path: Path) -> None:
    # 1437 digits in batches of 144: ten steps to an epoch, a point of the curve at every step.
    config = tiny(kind, epochs=2, batch_size=144)
    whole = engine.train(config, tmp_path / "whole")
    assert whole["steps"] == 20
    for step in (10, 13):  # at the end of an epoch, and in the midst of one
        run = tmp_path / f"parts{step}"
        with pytest.raises(Stopped):
            engine.train(config, run, stop_at(run, step))  # type: ignore[arg-type]
        assert json.loads((run / "state.json").read_text())["step"] == step
        resumed = engine.resume(run)
        assert resumed["test"] == whole["test"]
        ours, _ = read_tensors(run / "model.safetensors")
        theirs, _ = read_tensors(tmp_path / "whole" / "model.safetensors")
        assert all(torch.equal(ours[k], theirs[k]) for k in theirs)
        assert losses(run) == losses(tmp_path / "whole")


@pytest.mark.parametrize("saved", [True, False])
def test_a_killed_run_goes_on_from_its_last_save(saved: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SAVE_AFTER", 0.0 if saved else 60.0)
    config = tiny("vae", epochs=2, batch_size=144)
    engine.train(config, tmp_path / "whole")

    def dies(p: Progress) -> None:
        if p.step == 17:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.train(config, tmp_path / "killed", dies)
    assert (tmp_path / "killed" / "optimizer.safetensors").exists() == saved
    engine.resume(tmp_path / "killed")
    assert losses(tmp_path / "killed") == losses(tmp_path / "whole")


def test_seed_and_nothing_else_decides(tmp_path: Path) -> None:
    results = [engine.train(tiny("ae", seed=s), tmp_path / f"{i}")["test"] for i, s in enumerate((0, 0, 1))]
    assert results[0] == results[1] != results[2]


@pytest.mark.parametrize("setting", [{"beta": 8.0}, {"lr": 1e-4}, {"batch_size": 32}])
def test_every_knob_moves_the_result(setting: dict[str, float], tmp_path: Path, trained: Path) -> None:
    moved = engine.train(tiny("vae", **setting), tmp_path / "moved")["test"]
    base = json.loads((trained / "vae" / "status.json").read_text())["summary"]["test"]
    assert moved["loss"] != base["loss"]
    if "beta" in setting:
        assert moved["kl"] < base["kl"]


def test_a_finished_run_has_all_its_files(trained: Path) -> None:
    names = {p.name for p in (trained / "vae").iterdir()}
    assert names == {
        "config.json", "status.json", "metrics.jsonl", "log.txt", "model.safetensors", "optimizer.safetensors",
        "state.json", "report.json", "atlas", "decoder.onnx", "encoder.onnx", "card.md", "preview.png", ".lock",
    }  # fmt: skip
    card = (trained / "vae" / "card.md").read_text()
    assert "| loss |" in card
    assert "seed 0" in card


def test_bf16_trains_to_about_the_same_loss(tmp_path: Path, trained: Path) -> None:
    half = engine.train(tiny("vae", precision="bf16"), tmp_path / "half")["test"]["loss"]
    full = json.loads((trained / "vae" / "report.json").read_text())["metrics"]["loss"]["value"]
    assert half == pytest.approx(full, rel=0.02)


def test_a_loss_that_is_no_number_ends_the_run_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="try a smaller lr"):
        engine.train(tiny("vae", lr=1e30), tmp_path / "wild")
    status = json.loads((tmp_path / "wild" / "status.json").read_text())
    assert status["state"] == "failed"
    assert "smaller lr" in status["message"]


def test_a_run_is_never_trained_over(runs: Path) -> None:
    before = {p: p.read_bytes() for p in (runs / "vae").iterdir() if p.is_file()}
    with pytest.raises(InputError, match="already holds a run"):
        engine.train(tiny("vae", seed=5), runs / "vae")
    assert {p: p.read_bytes() for p in (runs / "vae").iterdir() if p.is_file()} == before


def test_bad_input_leaves_no_folder(tmp_path: Path) -> None:
    config = tiny("vae")
    with pytest.raises(InputError):
        engine.train(RunConfig(DataConfig("no-such-data"), config.model, config.train), tmp_path / "new")
    with pytest.raises(InputError, match="device"):
        engine.train(tiny("vae", device="tpu"), tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_resuming_a_finished_run_returns_its_summary(runs: Path) -> None:
    summary = json.loads((runs / "ae" / "status.json").read_text())["summary"]
    assert engine.resume(runs / "ae") == summary


def test_a_batch_that_does_not_fit_goes_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = engine.train(tiny("ae"), tmp_path / "whole")
    objective = objectives.OBJECTIVES["squared_error"]

    def small_memory(model: object, clean: torch.Tensor, *rest: object) -> dict[str, torch.Tensor]:
        if len(clean) > 20 and torch.is_grad_enabled() and not torch.is_inference_mode_enabled():
            raise torch.OutOfMemoryError("out of memory")
        return objective(model, clean, *rest)

    monkeypatch.setitem(objectives.OBJECTIVES, "squared_error", small_memory)
    parts = engine.train(tiny("ae"), tmp_path / "parts")
    assert parts["test"]["loss"] == pytest.approx(whole["test"]["loss"], rel=1e-5)
    assert "in 4 parts from here" in (tmp_path / "parts" / "log.txt").read_text()


def test_a_history_is_kept_at_its_moments_and_a_resumed_run_keeps_the_same(tmp_path: Path) -> None:
    config = tiny("vae", epochs=9, batch_size=144, history=5)
    kept = sorted(watch.moments(9, 5))
    assert (kept[0], kept[-1], len(kept)) == (0, 9, 5)
    engine.train(config, tmp_path / "whole")
    with pytest.raises(Stopped):
        engine.train(config, tmp_path / "parts", stop_at(tmp_path / "parts", 45))  # type: ignore[arg-type]
    engine.resume(tmp_path / "parts")
    for run in (tmp_path / "whole", tmp_path / "parts"):
        assert list(history.kept(run)) == kept
    ours, theirs = (history.kept(tmp_path / name) for name in ("parts", "whole"))
    assert all(ours[epoch].read_bytes() == theirs[epoch].read_bytes() for epoch in kept)
    assert not (tmp_path / "none" / "history").exists()


@pytest.mark.parametrize(("epochs", "n"), [(1, 5), (2, 2), (10, 8), (200, 12), (3, 0), (3, 1)])
def test_the_moments_of_a_history(epochs: int, n: int) -> None:
    found = watch.moments(epochs, n)
    assert len(found) == (min(n, epochs + 1) if n > 1 else 0)
    assert found <= set(range(epochs + 1))
    assert not found or {0, epochs} <= found


def test_when_not_one_image_fits_the_run_ends_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory(*_: object) -> dict[str, torch.Tensor]:
        raise torch.OutOfMemoryError("out of memory")

    monkeypatch.setitem(objectives.OBJECTIVES, "squared_error", no_memory)
    with pytest.raises(TrainingError, match="not even one image"):
        engine.train(tiny("ae"), tmp_path / "run")
    assert json.loads((tmp_path / "run" / "status.json").read_text())["state"] == "failed"
    monkeypatch.undo()
    engine.resume(tmp_path / "run")
    assert (tmp_path / "run" / "card.md").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="of glibc")
def test_memory_is_kept_between_steps() -> None:
    code = (
        "import sys, resource, torch; from explorer.training.device import keep_memory\n"
        "if sys.argv[1] == 'kept': keep_memory()\n"
        "def work():\n"
        "    for _ in range(50): torch.ones(500_000).add(1)\n"  # two blocks of 2 MB each time
        "work(); before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt; work()\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)"
    )
    faults = int(subprocess.run([sys.executable, "-c", code, "kept"], capture_output=True, check=True).stdout)
    assert faults < 100  # pages; 100 blocks of 2 MB have 48,800


def test_a_run_that_cannot_be_exported_is_finished_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise ExportError("the operator aten.linalg_lu has no counterpart", tmp_path / "run" / "decoder.onnx")

    monkeypatch.setattr("explorer.export.export", refuses)
    summary = engine.train(tiny("vae"), tmp_path / "run")
    status = json.loads((tmp_path / "run" / "status.json").read_text())
    assert (status["state"], status["summary"]) == ("finished", summary)
    assert status["no_onnx"] == "the operator aten.linalg_lu has no counterpart"
    assert "decoder.onnx: the operator aten.linalg_lu" in (tmp_path / "run" / "log.txt").read_text()
    assert (tmp_path / "run" / "card.md").exists()
    assert "a drag shows no picture: the operator aten.linalg_lu has no" in str(cache.kit(tmp_path / "run"))
