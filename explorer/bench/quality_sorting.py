"""Image sorting: chance, edge matching and the network on the same puzzles; and what its features are worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from explorer.bench import Row, missing, seeds_row
from explorer.errors import DataError, InputError
from explorer.metrics import sorting
from explorer.models import Jigsaw
from explorer.training import probing, sets
from explorer.training.checkpoint import Run, open_run
from explorer.training.runs import resolve

RUNS = ("fashion-jigsaw", "olivetti-jigsaw", "digits-jigsaw")
COLUMNS = {"_chance": "trivial", "_edges": "classical", "_ground": "classical, black ground", "": "network"}
PICTURES = 2000  # test images, cut and shuffled anew by each seed
PROBES = {"probe_pixels": "trivial", "probe_untrained": "trivial", "probe_codes": "autoencoder", "probe": "network"}


def rows(say: Callable[[str], None], seeds: Sequence[int] = range(3), names: Sequence[str] = RUNS) -> list[Row]:
    """A row for each measure by each column on each run, or one that says which run or data are missing."""
    found: list[Row] = []
    for name in names:
        if not (resolve(name) / "report.json").exists():
            found.append(missing(f"{name} sorting", f"there is no finished run {name}"))
            continue
        try:
            found += _of_run(open_run(name), seeds, say)
        except (DataError, InputError) as error:
            say(f"sorting by {name} is left out: {error}")
            found.append(missing(f"{name} sorting", str(error)))
    return found


def ratios(rows: Sequence[Row]) -> dict[str, float]:
    """Of each run the network's share over that of the better edge matching, tile by tile."""
    tiles = {(row.more["run"], row.more["column"]): row.value for row in rows if row.more.get("measure") == "tiles"}
    found = {}
    for run in dict.fromkeys(run for run, _ in tiles):
        best = max(value for (name, column), value in tiles.items() if name == run and column.startswith("classical"))
        found[f"{run}: tiles right, network over the better edge matching"] = tiles[run, "network"] / best
    return found


def _of_run(run: Run, seeds: Sequence[int], say: Callable[[str], None]) -> list[Row]:
    assert isinstance(run.model, Jigsaw)
    images = sets.images(run.config).take(PICTURES)
    values = [sorting.measure(run.model, images, "cpu", seed) for seed in seeds]
    found = []
    for measure in ("exact", "tiles"):
        for suffix, column in COLUMNS.items():
            key = measure + suffix
            found.append(seeds_row(
                f"{run.name} {key}", [each[key][0] for each in values], sorting.UNITS[key], values[0][key][1], seeds,
                run=run.name, column=column, measure=measure, grid=run.model.grid, split="test",
            ))  # fmt: skip
        say(f"{run.name} {measure}: " + ", ".join(f"{r.more['column']} {r.value:.4g}" for r in found[-len(COLUMNS) :]))
    for key, row in probing.probes(run).items():
        more = {name: row[name] for name in ("numbers", "learnt_from", "split")}
        column = PROBES[key.removesuffix("_few")]
        found.append(seeds_row(f"{run.name} {key}", [row["value"]], row["unit"], row["n"], [row["seed"]],
                               run=run.name, column=column, measure=key, **more))  # fmt: skip
    return found
