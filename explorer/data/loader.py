"""Files of published datasets: from `EXPLORER_DATA` where they lie there, else downloaded once and kept."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.errors import DataError, OfflineError
from explorer.progress import Bar

if TYPE_CHECKING:
    import pooch

ALWAYS = "digits, sprites, or a folder or ZIP of your own images"
CHUNK = 1 << 16
TIMEOUT = (5, 30)  # seconds to connect, and between two chunks


@dataclass(frozen=True)
class Source:
    """One file: which dataset it belongs to, its folder and name, its home address and `KIND:checksum`."""

    data: str
    folder: str
    file: str
    url: str
    check: str


def cache_folder() -> Path:
    """Where downloads are kept: the user's cache folder (`XDG_CACHE_HOME` moves it on Linux)."""
    import pooch

    return Path(pooch.os_cache("latent-explorer"))


def here(source: Source) -> Path | None:
    """Where the file lies now, or None; its checksum is not looked at."""
    named = os.environ.get("EXPLORER_DATA")
    places = [Path(named)] if named else []
    found = (place / source.folder / source.file for place in [*places, cache_folder()])
    return next((path for path in found if path.is_file()), None)


def fetch(source: Source) -> Path:
    """Return the file, checked against its checksum, downloaded where it is not here.

    Raises `DataError` for a file that is not what it should be, `OfflineError` where there is no way to it.
    """
    path = here(source)
    if path is not None:
        stat = path.stat()
        _verify(path, source.check, stat.st_mtime_ns, stat.st_size)
        return path
    import pooch
    import requests

    folder = cache_folder() / source.folder
    try:
        return Path(pooch.retrieve(source.url, source.check, source.file, folder, downloader=download))
    except requests.RequestException as error:
        raise OfflineError(
            f"{source.data} is not on this machine and cannot be downloaded now from {source.url} "
            f"({type(error).__name__}). What works now: {ALWAYS}. "
            "EXPLORER_DATA may name a folder that holds the files."
        ) from error
    except OSError as error:
        raise DataError(f"cannot be kept: {error}", folder) from error
    except ValueError as error:  # pooch: the checksum differs
        raise DataError(f"{source.file} from {source.url} is not the published file: {error}") from error


def download(url: str, output_file: Any, pooch: pooch.Pooch | None) -> None:
    """Pooch's downloader, resumable: what came before a break stays in FILE.part beside the cache entry."""
    import requests

    name = url.rsplit("/", 1)[1]
    part = Path(output_file).parent / f"{name}.part"
    done = part.stat().st_size if part.exists() else 0
    headers = {"Range": f"bytes={done}-"} if done else {}
    with requests.get(url, headers=headers, stream=True, timeout=TIMEOUT) as answer:
        if answer.status_code == 416:  # the part is already whole, or stale: its checksum will tell
            part.replace(output_file)
            return
        answer.raise_for_status()
        if answer.status_code != 206:  # the server sends it all again
            done = 0
        total = done + int(answer.headers.get("Content-Length", 0))
        bar = Bar(name, total)
        with part.open("ab" if done else "wb") as file:
            for chunk in answer.iter_content(CHUNK):
                file.write(chunk)
                done += len(chunk)
                bar.to(done, f"{done / 1e6:.1f} of {total / 1e6:.1f} MB")
    shutil.move(part, output_file)


@lru_cache(maxsize=32)
def _verify(path: Path, check: str, changed: int, size: int) -> None:
    """Raise `DataError` unless the file has the checksum; once per file and change."""
    kind, _, wanted = check.partition(":")
    digest = hashlib.new(kind, path.read_bytes(), usedforsecurity=False).hexdigest()
    if digest != wanted:
        raise DataError(f"is not the published file: its {kind} is {digest}, expected {wanted}", path)
