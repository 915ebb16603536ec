"""Real worker processes on the digits."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import multiprocessing.process
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import torch

from explorer.errors import InputError
from explorer.files import read_json
from explorer.training import engine, jobs
from explorer.training.checkpoint import read_tensors
from explorer.training.log import read_metrics
from tests.conftest import tiny

PATIENCE = 180  # seconds, of a busy machine


def until(run: Path, *states: str) -> dict[str, object]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        status = jobs.status(run)
        if status["state"] in states:
            return status
        time.sleep(0.1)
    raise AssertionError(f"{jobs.status(run)} after {PATIENCE} s; {(run / 'log.txt').read_text()}")


def start(run: Path, **train: object) -> None:
    jobs.start(tiny("vae", **train), run)


def kill(run: Path) -> None:
    psutil.Process(int(jobs.status(run)["pid"])).kill()


@pytest.fixture
def endless(runs: Path) -> Iterator[Path]:
    """A worker that would train for hours, killed at the end."""
    run = runs / "endless"
    start(run, epochs=100_000)
    worker = psutil.Process(int(jobs.status(run)["pid"]))
    yield run
    with contextlib.suppress(psutil.NoSuchProcess):
        worker.kill()
    if run.exists() and jobs.status(run)["state"] in jobs.BUSY:  # one that was spawned since
        kill(run)


def test_knowing_of_jobs_does_not_load_torch() -> None:
    code = "import sys, explorer.training.jobs; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.long
def test_a_worker_trains_to_the_end(runs: Path) -> None:
    start(runs / "new")
    assert until(runs / "new", "finished", "failed")["state"] == "finished"
    assert (runs / "new" / "card.md").exists()
    with pytest.raises(InputError, match="already holds a run"):
        start(runs / "new")


@pytest.mark.long
def test_a_worker_is_stopped_carries_on_and_may_be_killed(endless: Path) -> None:
    until(endless, "running")
    with pytest.raises(InputError, match="is being trained"):
        jobs.spawn(endless)
    with pytest.raises(InputError, match="stop it first"):
        jobs.delete(endless)
    with pytest.raises(InputError, match="another process"):  # as a second server would
        engine.resume(endless)
    assert jobs.jobs()[0]["run"] == "endless"
    jobs.stop(endless)
    stopped = until(endless, "stopped")
    jobs.spawn(endless)
    until(endless, "running")
    kill(endless)
    assert until(endless, "interrupted")["step"] >= stopped["step"]  # type: ignore[operator]
    with pytest.raises(InputError, match="not being trained"):
        jobs.stop(endless)
    jobs.delete(endless)
    assert not endless.exists()


@pytest.mark.long
def test_a_paused_worker_waits_in_place_and_goes_on(endless: Path) -> None:
    pid = until(endless, "running")["pid"]
    jobs.pause(endless)
    step = until(endless, "paused")["step"]
    time.sleep(0.5)
    assert jobs.status(endless)["state"] == "paused"
    assert json.loads((endless / "state.json").read_text())["step"] == step
    with pytest.raises(InputError, match="not being trained now"):
        jobs.pause(endless)
    jobs.go_on(endless)
    assert until(endless, "running")["pid"] == pid
    jobs.pause(endless)
    until(endless, "paused")
    jobs.stop(endless)  # is heard while it waits
    assert until(endless, "stopped")["step"] > step  # type: ignore[operator]
    with pytest.raises(InputError, match="not being trained"):
        jobs.pause(endless)


@pytest.mark.long
def test_two_servers_that_start_the_same_run_train_it_once(runs: Path) -> None:
    run = runs / "shared"
    run.mkdir()
    (run / "config.json").write_text(tiny("vae", epochs=60, batch_size=144).to_json())
    code = f"import pathlib; from explorer.training import jobs; jobs.spawn(pathlib.Path({str(run)!r}))"
    servers = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL) for _ in range(2)]
    for server in servers:
        server.wait(PATIENCE)
    assert until(run, "finished", "failed")["state"] == "finished"
    steps = [row["step"] for row in read_metrics(run) if row["split"] == "train"]
    assert steps == sorted(set(steps))
    assert (run / "log.txt").read_text().count("started: ") == 1


def test_a_stop_is_heard_while_the_worker_still_loads(endless: Path) -> None:
    jobs.stop(endless)
    assert until(endless, "stopped").get("step", 0) <= 1


@pytest.mark.long
def test_one_job_runs_per_device_and_the_others_wait_in_order(endless: Path, runs: Path) -> None:
    until(endless, "running")
    for name in ("second", "third"):
        start(runs / name)
    assert [jobs.status(runs / name)["state"] for name in ("second", "third")] == ["queued", "queued"]
    assert [jobs.place(runs / name) for name in ("second", "third")] == [1, 2]
    jobs.stop(runs / "second")
    until(runs / "second", "stopped")
    assert jobs.place(runs / "third") == 1
    kill(endless)  # the lock of the device ends with its process
    assert until(runs / "third", "finished", "failed")["state"] == "finished"


# Processes of their own like any worker, but forked from one that has loaded torch: they start in an instant.
FORKS = multiprocessing.get_context("forkserver") if sys.platform != "win32" else None
SETTINGS = {"epochs": 200, "batch_size": 144}


def _train_on(run: Path) -> None:
    torch.set_num_threads(1)
    engine.SAVE_AFTER = 0.02  # so that many a kill falls into a save
    engine.resume(run)


def worker(run: Path) -> multiprocessing.process.BaseProcess:
    """A process that trains a run, once it has written a point of the curve."""
    assert FORKS is not None
    FORKS.set_forkserver_preload(["explorer.training.engine", "torch._dynamo", "tests.training.test_jobs"])
    curve = run / "metrics.jsonl"
    before = curve.read_bytes() if curve.exists() else b""
    process = FORKS.Process(target=_train_on, args=(run,))
    process.start()
    end = time.monotonic() + PATIENCE
    while process.is_alive() and time.monotonic() < end and not (curve.exists() and curve.read_bytes() != before):
        time.sleep(0.005)
    return process


def same(run: Path, whole: Path) -> bool:
    """Whether two runs have the same weights and the same curve, to the bit."""
    ours, theirs = (read_tensors(folder / "model.safetensors")[0] for folder in (run, whole))
    curves = [[(r["step"], r["split"], r["loss"]) for r in read_metrics(f)] for f in (run, whole)]
    return all(torch.equal(ours[k], theirs[k]) for k in theirs) and curves[0] == curves[1]


@pytest.mark.skipif(FORKS is None, reason="forks are POSIX")
@pytest.mark.usefixtures("without_onnx")
def test_twenty_kills_at_any_moment_and_a_line_cut_short_lose_nothing(runs: Path, tmp_path: Path) -> None:
    rng = random.Random(0)
    run = runs / "killed"
    run.mkdir()
    (run / "config.json").write_text(tiny("vae", **SETTINGS).to_json())
    reached, span = [], 0.3  # seconds: longer where a machine is so slow that nothing was reached yet
    for _ in range(20):
        process = worker(run)
        time.sleep(rng.uniform(0, span))
        assert process.is_alive()
        process.kill()
        process.join()
        assert jobs.status(run)["state"] == "interrupted"
        reached.append((read_json(run / "state.json") or {}).get("step", 0))
        span *= 1.0 if reached[-1] else 1.3
    assert reached == sorted(reached)
    assert 0 < reached[-1] < 2000
    curve = run / "metrics.jsonl"
    lines = curve.read_bytes().splitlines(keepends=True)
    curve.write_bytes(b"".join([*lines, lines[-1][:-15]]))  # killed while it wrote the next one
    last = worker(run)
    last.join(PATIENCE)
    assert jobs.status(run)["state"] == "finished"
    engine.train(tiny("vae", **SETTINGS), tmp_path / "whole")
    assert same(run, tmp_path / "whole")


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_full_disk_ends_the_job_with_what_was_saved(runs: Path, tmp_path: Path) -> None:
    import resource

    run = tmp_path / "full"
    config = tiny("vae", epochs=3, batch_size=144)

    def stop(p: engine.Progress) -> None:
        if p.step == 10:
            (run / "stop").touch()

    with pytest.raises(engine.Stopped):
        engine.train(config, run, stop)
    before = (run / "optimizer.safetensors").read_bytes()
    worker = subprocess.run(
        [sys.executable, "-m", "explorer", "resume", str(run)], capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )  # fmt: skip
    assert worker.returncode == 1
    assert "File too large" in worker.stderr
    assert jobs.status(run)["state"] == "failed"
    assert (run / "optimizer.safetensors").read_bytes() == before
    assert not list(run.glob(".*.safetensors.*"))  # nothing half written is left
    engine.resume(run)
    engine.train(config, tmp_path / "whole")
    assert same(run, tmp_path / "whole")


def test_a_run_folder_deleted_under_its_worker_ends_it(endless: Path, tmp_path: Path) -> None:
    pid = int(str(until(endless, "running")["pid"]))
    endless.rename(tmp_path / "gone")  # at once: a folder cannot be emptied while somebody writes into it
    psutil.Process(pid).wait(PATIENCE)
    assert not endless.exists()
    assert all(job["run"] != "endless" for job in jobs.jobs())


def test_neither_a_clock_set_back_nor_a_borrowed_number_deceives(endless: Path, runs: Path) -> None:
    until(endless, "running")
    status = json.loads((endless / "status.json").read_text())
    for updated in (0.0, time.time() + 10**6):
        (endless / "status.json").write_text(json.dumps({**status, "updated": updated}))
        assert jobs.status(endless)["state"] in ("running", "queued", "starting")
    (runs / "vae" / "status.json").write_text(json.dumps({**status, "state": "running"}))
    assert jobs.status(runs / "vae")["state"] == "interrupted"  # the number of a process that works elsewhere
