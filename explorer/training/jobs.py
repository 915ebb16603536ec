"""Worker processes that train: started, watched and stopped through their run folders. No torch here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from explorer.config import RunConfig
from explorer.errors import InputError
from explorer.files import read_json, write_atomic, write_json
from explorer.training.runs import all_runs

BUSY = ("starting", "running", "measuring", "mapping")


def start(config: RunConfig, run: Path) -> None:
    """Make the run folder and spawn `python -m explorer resume RUN`, which outlives this process."""
    if (run / "config.json").exists():
        raise InputError("already holds a run: choose another name", run)
    run.mkdir(parents=True, exist_ok=True)
    write_atomic(run / "config.json", config.to_json())
    spawn(run)


def spawn(run: Path) -> None:
    """Start or carry on the training of a run folder in a process of its own."""
    if status(run)["state"] in BUSY:
        raise InputError("is being trained already", run)
    (run / "stop").unlink(missing_ok=True)
    process = _detached(["resume", str(run)], run)
    write_json(run / "status.json", {"state": "starting", "pid": process.pid, "updated": time.time()})


def embed(run: Path, method: str) -> subprocess.Popen[bytes]:
    """Draw a map of a run in a process of its own: numba aborts a process that enters it from two threads."""
    return _detached(["embed", str(run), "--method", method], run)


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
    if found.get("state") in BUSY and not _alive(found):
        found["state"] = "interrupted"
    return found


def stop(run: Path) -> None:
    """Ask the worker to save and end at its next step."""
    if status(run)["state"] not in BUSY:
        raise InputError("is not being trained", run)
    (run / "stop").touch()


def jobs() -> list[dict[str, Any]]:
    """Every run that is being trained or could be carried on, busy ones first."""
    rows = [{"run": run.name, **status(run)} for run in all_runs()]
    open_rows = [row for row in rows if row["state"] != "finished"]
    return sorted(open_rows, key=lambda row: (row["state"] not in BUSY, row["run"]))


def delete(run: Path) -> None:
    """Remove a run folder; not while it is being trained."""
    if status(run)["state"] in BUSY:
        raise InputError("is being trained: stop it first", run)
    shutil.rmtree(run)


def _alive(found: dict[str, Any]) -> bool:
    try:
        process = psutil.Process(int(found.get("pid", -1)))
        # A process that began after the worker's last word only has its number.
        same = bool(process.create_time() <= found["updated"] + 1)
        return same and process.status() != psutil.STATUS_ZOMBIE
    except (psutil.Error, ValueError, TypeError, KeyError):  # or a status.json that is not ours
        return False
