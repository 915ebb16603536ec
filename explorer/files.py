"""Files that are replaced whole or not at all, JSON that may not be there yet, and locks between processes."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout


def write_atomic(path: Path, data: bytes | str) -> None:
    """Write a file so that a reader, a crash or a full disk sees the old one or the new one, never half."""
    blob = data.encode() if isinstance(data, str) else data
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(blob)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)  # mkstemp gives 0600, unreadable to the other users of a shared folder
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def write_json(path: Path, value: Any) -> None:
    write_atomic(path, json.dumps(value, indent=1) + "\n")


def read_json(path: Path) -> dict[str, Any] | None:
    """Return the object in a file, or None where there is no such file or not yet a whole one."""
    try:
        value = json.loads(path.read_text())
    except (OSError, ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def lock(file: Path) -> FileLock:
    """A lock of the operating system on `file`, not yet taken; it ends with its process however that ends."""
    # Kept on disk: were it removed on release, two processes could each lock a file of that name.
    return FileLock(file, preserve_lock_file=True)


def is_locked(file: Path) -> bool:
    """Whether a process holds the lock on `file` now."""
    if not file.exists():
        return False
    try:
        lock(file).acquire(timeout=0).lock.release()
    except (Timeout, OSError):
        return True
    return False
