"""Real worker processes on the digits."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from explorer.errors import InputError
from explorer.training import jobs
from tests.conftest import tiny

PATIENCE = 90  # seconds


def until(run: Path, *states: str) -> dict[str, object]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        status = jobs.status(run)
        if status["state"] in states:
            return status
        time.sleep(0.1)
    raise AssertionError(f"{jobs.status(run)} after {PATIENCE} s; {(run / 'log.txt').read_text()}")


@pytest.fixture
def endless(runs: Path) -> Iterator[Path]:
    """A worker that would train for hours, killed at the end."""
    run = runs / "endless"
    jobs.start(tiny("vae", epochs=100_000), run)
    yield run
    pid = jobs.status(run).get("pid")
    if pid and psutil.pid_exists(int(pid)) and jobs.status(run)["state"] in jobs.BUSY:
        psutil.Process(int(pid)).kill()


def test_knowing_of_jobs_does_not_load_torch() -> None:
    code = "import sys, explorer.training.jobs; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.long
def test_a_worker_trains_to_the_end(runs: Path) -> None:
    jobs.start(tiny("vae"), runs / "new")
    assert until(runs / "new", "finished", "failed")["state"] == "finished"
    assert (runs / "new" / "card.md").exists()
    with pytest.raises(InputError, match="already holds a run"):
        jobs.start(tiny("vae"), runs / "new")


@pytest.mark.long
def test_a_worker_is_stopped_carries_on_and_may_be_killed(endless: Path) -> None:
    until(endless, "running")
    with pytest.raises(InputError, match="is being trained"):
        jobs.spawn(endless)
    with pytest.raises(InputError, match="stop it first"):
        jobs.delete(endless)
    assert jobs.jobs()[0]["run"] == "endless"
    jobs.stop(endless)
    stopped = until(endless, "stopped")
    jobs.spawn(endless)
    running = until(endless, "running")
    psutil.Process(int(str(running["pid"]))).kill()
    assert until(endless, "interrupted")["step"] >= stopped["step"]  # type: ignore[operator]
    with pytest.raises(InputError, match="not being trained"):
        jobs.stop(endless)
    jobs.delete(endless)
    assert not endless.exists()


def test_a_process_that_only_has_the_number_is_not_the_worker(runs: Path) -> None:
    me = psutil.Process()
    status = '{"state": "running", "pid": %d, "updated": %f}'
    (runs / "vae" / "status.json").write_text(status % (me.pid, me.create_time() - 100))
    assert jobs.status(runs / "vae")["state"] == "interrupted"
    (runs / "vae" / "status.json").write_text(status % (me.pid, time.time()))
    assert jobs.status(runs / "vae")["state"] == "running"
