"""How far a map is that is being made: told by its projection, kept in a small file, read by a page. No torch."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from explorer.files import is_locked, read_json, write_json

Told = Callable[[str, float], None]  # a stage, and how much of it is done, 0 to 1

LOADING, NEIGHBOURS, LAYOUT, MEASURING = "loading its libraries", "finding neighbours", "laying out", "measuring"
# Where each stage begins on the bar.
BEGINS = {LOADING: 0.0, NEIGHBOURS: 0.2, LAYOUT: 0.4, MEASURING: 0.95}
ENDS = dict(zip(BEGINS, [*list(BEGINS.values())[1:], 1.0], strict=True))
EVERY = 0.3  # seconds between two writes
ENOUGH = 0.05  # of the layout, before its pace says when it ends


@dataclass(frozen=True)
class Progress:
    """How much is done, 0 to 1, what is being done, and the seconds that are left where they can be told."""

    share: float
    stage: str
    seconds_left: float | None


class Meter:
    """Writes down how far a map is, at most every `EVERY` seconds within a stage."""

    def __init__(self, file: Path) -> None:
        self.file, self.stage = file, ""
        self.began = self.written = time.monotonic()

    def __call__(self, stage: str, part: float) -> None:
        now = time.monotonic()
        if stage != self.stage:
            self.stage, self.began = stage, now
        elif now - self.written < EVERY:
            return
        self.written = now
        write_json(self.file, asdict(Progress(round(self._share(part), 3), stage, self._left(part, now))))

    def _share(self, part: float) -> float:
        return BEGINS[self.stage] + (ENDS[self.stage] - BEGINS[self.stage]) * min(1.0, part)

    def _left(self, part: float, now: float) -> float | None:
        """By the pace of the layout, which takes longest; the stages before it give no measure of it."""
        if self.stage != LAYOUT or part < ENOUGH:
            return None
        return round((now - self.began) * (1 - part) / part, 1)


def lock_of(run: Path) -> Path:
    """The file that a process locks while it changes a run's atlas."""
    return run / "atlas" / ".lock"


def file_of(run: Path, method: str) -> Path:
    return run / "atlas" / f"progress-{method}.json"


def read(run: Path, method: str) -> Progress | None:
    """How far a map is, or None where nobody makes it now: a worker that was killed may have left its file."""
    found = read_json(file_of(run, method))
    if found is None or not is_locked(lock_of(run)):
        return None
    return Progress(found["share"], found["stage"], found["seconds_left"])
