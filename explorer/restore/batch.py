"""Many photos in one go: files and ZIPs in, one ZIP out; a broken one is told of, and the others go on."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from torch import nn

from explorer.data import folder, photo
from explorer.errors import ExplorerError
from explorer.restore.photo import denoise

File = tuple[str, bytes]  # a name and what it holds
Told = Callable[[float, str], None]  # hears the share that is done and the name at work; what it raises ends the work
REPORT = "report.csv"


@dataclass(frozen=True)
class Row:
    """What became of one photo: the noise level that was taken out, or why it is not there."""

    name: str
    sigma: float | None = None
    problem: str = ""


@dataclass(frozen=True)
class Batch:
    """A ZIP of restored photos with a report, and its rows."""

    blob: bytes
    rows: list[Row]

    @property
    def problems(self) -> list[str]:
        """A sentence for each photo that could not be restored."""
        return [row.problem for row in self.rows if row.problem]


def denoise_all(
    model: nn.Module, files: Sequence[File], strength: float, told: Told,
    turn: AbstractContextManager[object] | None = None,
) -> Batch:  # fmt: skip
    """Denoise every photo of `files`, those in ZIPs too, each at its own estimated sigma times `strength`.

    Each in a `turn` of its own, so that many photos of one do not keep the others from theirs.
    """
    rows: list[Row] = []
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # pictures are packed already
        for done, (name, blob) in _each(files, rows):
            told(done, name)
            try:
                given = photo.decode(blob, name)
                target = _free(name, archive)
                with turn or nullcontext():
                    clean, sigma = denoise(model, given, None, partial(_within, told, done, name), strength)
                archive.writestr(target, photo.encode(clean, target))
                rows.append(Row(target, round(sigma, 2)))
            except ExplorerError as error:
                rows.append(Row(name, problem=str(error)))
        archive.writestr(REPORT, _report(rows))
    return Batch(out.getvalue(), rows)


def _within(told: Told, done: float, name: str, share: float) -> None:
    told(done, f"{name}, {share:.0%}")


def _each(files: Sequence[File], rows: list[Row]) -> Iterator[tuple[float, File]]:
    """Each photo with the share of all bytes that lie before it; what is no photo and no ZIP becomes a row."""
    whole, before = sum(len(blob) for _, blob in files) or 1, 0
    for name, blob in files:
        if not name.lower().endswith(".zip"):
            yield before / whole, (name, blob)
        else:
            inside = 0
            try:
                for member in folder.zip_files(Path(name), blob):
                    yield min(1.0, (before + inside) / whole), member
                    inside = min(len(blob), inside + len(member[1]))
            except ExplorerError as error:
                rows.append(Row(name, problem=str(error)))
        before += len(blob)


def _free(name: str, archive: zipfile.ZipFile) -> str:
    """The name, or where it is taken the name with a number."""
    path, taken, n = PurePosixPath(name), set(archive.namelist()) | {REPORT}, 2
    while str(path) in taken:
        path = PurePosixPath(name).with_stem(f"{PurePosixPath(name).stem}-{n}")
        n += 1
    return str(path)


def _report(rows: Sequence[Row]) -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["photo", "sigma, grey levels of 255", "problem"])
    table.writerows([row.name, "" if row.sigma is None else row.sigma, row.problem] for row in rows)
    return out.getvalue()
