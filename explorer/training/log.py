"""The records of a run: lines that are appended as it goes."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from explorer.files import write_atomic


def append_line(path: Path, text: str) -> None:
    """Append one line; a line that a crash cut short before is closed first."""
    with path.open("ab+") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
        file.write(text.encode() + b"\n")


def say(run: Path, text: str) -> None:
    """A dated line in log.txt."""
    append_line(run / "log.txt", f"{time.strftime('%Y-%m-%d %H:%M:%S')} {text}")


def read_metrics(run: Path) -> list[dict[str, Any]]:
    """Every whole line of metrics.jsonl; what a crash cut short is passed over."""
    path = run / "metrics.jsonl"
    if not path.exists():
        return []
    rows = []
    for line in path.read_text(errors="replace").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            rows.append(row)
    return rows


def cut_metrics(run: Path, step: int) -> None:
    """Drop the lines after `step`: a resumed run writes them again."""
    kept = [row for row in read_metrics(run) if row.get("step", 0) <= step]
    write_atomic(run / "metrics.jsonl", "".join(json.dumps(row) + "\n" for row in kept))
