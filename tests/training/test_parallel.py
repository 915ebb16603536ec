"""Several processes train as one: real ones, under torchrun, on the CPU."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
import torch

from explorer.config import RunConfig
from explorer.errors import InputError
from explorer.files import write_atomic
from explorer.training import engine, jobs, parallel
from explorer.training.checkpoint import read_tensors
from explorer.training.log import read_metrics
from explorer.training.parallel import Group
from tests.conftest import tiny

PATIENCE = 240  # seconds


def torchrun(run: Path, config: RunConfig, processes: int = 2) -> subprocess.Popen[str]:
    run.mkdir()
    write_atomic(run / "config.json", config.to_json())
    return subprocess.Popen(
        [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", str(processes),
         "-m", "explorer", "resume", str(run), "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("n", [1, 2, 7, 128])
@pytest.mark.parametrize("size", [1, 2, 3, 8])
def test_the_rows_of_all_processes_are_the_batch(n: int, size: int) -> None:
    rows = [r for rank in range(size) for r in range(n)[Group(rank, size).rows(n)]]
    assert rows == list(range(n))


@pytest.mark.long
@pytest.mark.parametrize(("kind", "apart"), [("vae", 1e-5), ("inpaint", 5e-5)])
def test_two_processes_give_what_one_gives(kind: str, apart: float, tmp_path: Path) -> None:
    # They add up in another order. Where a gradient is next to nothing, as at the rim of an inpainted digit, Adam
    # divides that rounding by itself: the weights are apart by 2e-5 there, the loss is not.
    # 1437 digits by 144: ten steps to an epoch, and the last batch is odd.
    config = tiny(kind, epochs=5, batch_size=144)
    said, errors = torchrun(tmp_path / "two", config).communicate(timeout=PATIENCE)
    assert said, errors
    summary = json.loads(said)  # one object: only the first process speaks
    assert summary["steps"] == 50, errors
    whole = engine.train(config, tmp_path / "one")
    assert whole is not None
    assert summary["test"]["loss"] == pytest.approx(whole["test"]["loss"], rel=1e-6)
    ours, theirs = (read_tensors(tmp_path / name / "model.safetensors")[0] for name in ("two", "one"))
    assert max((ours[k] - theirs[k]).abs().max().item() for k in theirs) < apart
    one, two = (read_metrics(tmp_path / name) for name in ("one", "two"))
    assert [(r["step"], r["split"]) for r in one] == [(r["step"], r["split"]) for r in two]


@pytest.mark.long
def test_a_killed_process_ends_the_job_clearly_and_it_resumes(tmp_path: Path) -> None:
    run, config = tmp_path / "run", tiny("vae", epochs=400, batch_size=144)
    job = torchrun(run, config)
    end = time.monotonic() + PATIENCE
    while not read_metrics(run) and time.monotonic() < end:
        time.sleep(0.1)
    workers = {p.environ().get("RANK"): p for p in psutil.Process(job.pid).children(recursive=True)}
    workers["1"].kill()
    job.communicate(timeout=PATIENCE)
    assert job.returncode
    status = jobs.status(run)
    assert status["state"] in ("interrupted", "failed")
    assert status["state"] == "interrupted" or "can be resumed" in status["message"]
    with contextlib.suppress(engine.Stopped):
        engine.resume(run, lambda p: (run / "stop").touch())
    assert jobs.status(run)["state"] == "stopped"


def test_a_process_without_a_gpu_of_its_own_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    with pytest.raises(InputError, match="finds 1 GPUs"):
        parallel.own_device(Group(1, 2, 1), torch.device("cuda"))
    with pytest.raises(InputError, match="--device cpu"):
        parallel.own_device(Group(1, 2, 1), torch.device("mps"))
    assert parallel.own_device(Group(1, 2, 1), torch.device("cpu")) == torch.device("cpu")
