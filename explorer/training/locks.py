"""Who works on what: locks of the operating system, which end with their process however it ends. No torch."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import Timeout

from explorer.errors import InputError
from explorer.files import is_locked, lock

NAME = ".lock"
PATIENCE = 5.0  # seconds: somebody who only looks holds a lock for an instant


@contextlib.contextmanager
def held(run: Path) -> Iterator[None]:
    """Hold the lock of a run; `InputError` where another process has it."""
    mine = lock(run / NAME)
    try:
        mine.acquire(timeout=PATIENCE)
    except Timeout as error:
        raise InputError("is being trained by another process", run) from error
    try:
        yield
    finally:
        mine.release()


def is_held(run: Path) -> bool:
    """Whether a process works on the run now, by its lock and not by a clock or a process number."""
    return is_locked(run / NAME)


@contextlib.contextmanager
def turn(file: Path, first: Callable[[], bool], stopped: Callable[[], bool]) -> Iterator[bool]:
    """Wait for a device: until its lock is free and `first()` says that nobody waits longer. False: stopped."""
    mine = lock(file)
    while not stopped():
        if first():
            try:
                mine.acquire(timeout=0)
            except Timeout:
                time.sleep(0.2)
                continue
            try:
                yield True
            finally:
                mine.release()
            return
        time.sleep(0.2)
    yield False
