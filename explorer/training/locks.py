"""Who works on what: locks of the operating system, which end with their process however it ends. No torch."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from explorer.errors import InputError

NAME = ".lock"
PATIENCE = 5.0  # seconds: somebody who only looks holds a lock for an instant


@contextlib.contextmanager
def held(run: Path) -> Iterator[None]:
    """Hold the lock of a run; `InputError` where another process has it."""
    lock = _lock(run / NAME)
    try:
        lock.acquire(timeout=PATIENCE)
    except Timeout as error:
        raise InputError("is being trained by another process", run) from error
    try:
        yield
    finally:
        lock.release()


def is_held(run: Path) -> bool:
    """Whether a process works on the run now, by its lock and not by a clock or a process number."""
    if not (run / NAME).exists():
        return False
    try:
        _lock(run / NAME).acquire(timeout=0).lock.release()
    except (Timeout, OSError):
        return True
    return False


@contextlib.contextmanager
def turn(file: Path, first: Callable[[], bool], stopped: Callable[[], bool]) -> Iterator[bool]:
    """Wait for a device: until its lock is free and `first()` says that nobody waits longer. False: stopped."""
    lock = _lock(file)
    while not stopped():
        if first():
            try:
                lock.acquire(timeout=0)
            except Timeout:
                time.sleep(0.2)
                continue
            try:
                yield True
            finally:
                lock.release()
            return
        time.sleep(0.2)
    yield False


def _lock(file: Path) -> FileLock:
    # Kept on disk: were it removed on release, two processes could each lock a file of that name.
    return FileLock(file, preserve_lock_file=True)
