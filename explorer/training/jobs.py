"""Worker processes that train: started, watched and stopped through their run folders. No torch here."""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from explorer.config import RunConfig
from explorer.errors import InputError
from explorer.files import read_json, write_atomic, write_json
from explorer.training import locks
from explorer.training.runs import all_runs, read_config

BUSY = ("queued", "starting", "running", "paused", "measuring", "mapping")


def start(config: RunConfig, run: Path) -> None:
    """Make the run folder and spawn `python -m explorer resume RUN`, which outlives this process."""
    if (run / "config.json").exists():
        raise InputError("already holds a run: choose another name", run)
    run.mkdir(parents=True, exist_ok=True)
    write_atomic(run / "config.json", config.to_json())
    spawn(run)


def spawn(run: Path) -> None:
    """Start or carry on the training of a run folder in a process of its own; it queues for its device."""
    if status(run)["state"] in BUSY:
        raise InputError("is being trained already", run)
    for told in ("stop", "pause"):
        (run / told).unlink(missing_ok=True)
    process = _detached(["resume", str(run), "--queue"], run)
    write_json(run / "status.json", {"state": "queued", "pid": process.pid, "updated": time.time()})


@contextlib.contextmanager
def turn(run: Path) -> Iterator[bool]:
    """In a worker: wait until the run's device is free and nobody waits longer; False where it was stopped first."""
    device = read_config(run).train.device
    if device == "auto":
        device = likely_devices()[0]
    with locks.turn(run.parent / f".{device}.lock", lambda: place(run) <= 1, lambda: (run / "stop").exists()) as mine:
        if not mine:
            (run / "stop").unlink(missing_ok=True)
            write_json(run / "status.json", {"state": "stopped", "updated": time.time()})
        yield mine


def place(run: Path) -> int:
    """Where a queued run stands among those that wait, 1 = next; 0 where it does not wait."""
    names = _queue({other.name: status(other) for other in all_runs()})
    return names.index(run.name) + 1 if run.name in names else 0


def _queue(found: dict[str, dict[str, Any]]) -> list[str]:
    """The names of the runs that wait, the next one first; `found` is the status of every run."""
    waiting = [(row["updated"], name) for name, row in found.items() if row["state"] == "queued"]
    return [name for _, name in sorted(waiting)]


def likely_devices() -> list[str]:
    """The devices likely to work here, fastest first, without loading torch to ask it."""
    found = ["cuda"] if shutil.which("nvidia-smi") else []
    if sys.platform == "darwin" and platform.machine() == "arm64":
        found.append("mps")
    return [*found, "cpu"]


def embed(run: Path, method: str, seed: int | None = None) -> subprocess.Popen[bytes]:
    """Draw a map of a run in a process of its own: numba aborts a process that enters it from two threads.

    It ends at once where the map is there, and waits where another process draws it.
    """
    seeded = [] if seed is None else ["--seed", str(seed)]
    return _detached(["embed", str(run), "--method", method, *seeded], run)


def export_onnx(run: Path) -> subprocess.Popen[bytes]:
    """Write what a run lacks of ONNX files in a process of its own: torch's exporter takes seconds and memory."""
    part = [] if lacks_decoder(run) else ["--part", "encoder"]
    return _detached(["export", str(run), "--onnx", str(run), *part], run)


def lacks_decoder(run: Path) -> bool:
    """Whether a finished run has no decoder.onnx, though nothing says that it cannot have one."""
    status = read_json(run / "status.json") or {}
    return status.get("state") == "finished" and not status.get("no_onnx") and not (run / "decoder.onnx").exists()


def _detached(arguments: list[str], run: Path) -> subprocess.Popen[bytes]:
    detach: dict[str, Any] = (
        {"creationflags": 0x00000208}  # DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP
        if sys.platform == "win32"
        else {"start_new_session": True}
    )
    with (run / "log.txt").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "explorer", *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log,
            cwd=Path(__file__).resolve().parents[2], env=os.environ.copy(), **detach,
        )  # fmt: skip


def status(run: Path) -> dict[str, Any]:
    """What status.json says; a worker that is gone reads as `interrupted`."""
    found = read_json(run / "status.json") or {"state": "interrupted"}
    if found.get("state") in BUSY and not (locks.is_held(run) or _on_its_way(found)):
        found["state"] = "interrupted"
    return found


def stop(run: Path) -> None:
    """Ask the worker to save and end at its next step."""
    if status(run)["state"] not in BUSY:
        raise InputError("is not being trained", run)
    (run / "stop").touch()


def pause(run: Path) -> None:
    """Let the worker save and wait where it is, with its memory and its place on the device."""
    if status(run)["state"] not in ("starting", "running"):
        raise InputError("is not being trained now", run)
    (run / "pause").touch()


def go_on(run: Path) -> None:
    """Let a paused worker go on at once; carry on any other run in a new process."""
    if status(run)["state"] == "paused":
        (run / "pause").unlink(missing_ok=True)
    else:
        spawn(run)


def jobs() -> list[dict[str, Any]]:
    """Every run that is being trained or could be carried on, busy ones first."""
    found = {run.name: status(run) for run in all_runs()}
    places = {name: i for i, name in enumerate(_queue(found), start=1)}
    rows = [{"run": name, **row, "place": places.get(name, 0)} for name, row in found.items()]
    open_rows = [row for row in rows if row["state"] != "finished"]
    return sorted(open_rows, key=lambda row: (row["state"] not in BUSY, row["run"]))


def delete(run: Path) -> None:
    """Remove a run folder; not while it is being trained."""
    if status(run)["state"] in BUSY:
        raise InputError("is being trained: stop it first", run)
    shutil.rmtree(run)


def _on_its_way(found: dict[str, Any]) -> bool:
    """Whether a worker that does not hold the run's lock yet is still there: it waits, or loads its libraries."""
    if found.get("state") not in ("queued", "starting"):
        return False
    try:
        process = psutil.Process(int(found.get("pid", -1)))
        return process.status() != psutil.STATUS_ZOMBIE and "explorer" in " ".join(process.cmdline())
    except (psutil.Error, ValueError, TypeError):  # or a status.json that is not ours
        return False
