"""Words to places: trivial and classical rivals, and the stacked network of several seeds, at equal data."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from explorer.bench import Row, missing, seeds_row
from explorer.config import DataConfig, ModelConfig, RunConfig, TrainConfig
from explorer.data import geotext
from explorer.data.geotext import GEOTEXT, SYNTHETIC
from explorer.errors import DataError
from explorer.metrics.geo import HIGHER, PUBLISHED, UNITS, guess, measure
from explorer.metrics.geo_rivals import RIVALS, Figures, figures
from explorer.training import stacked

CORPORA = (GEOTEXT, SYNTHETIC)
JUDGED = ("state_accuracy", "region_accuracy", "median_error")  # in which the network is to be the best
REMARK = "published figures learnt from GeoText's 5,685 training people, ours from the 1,895 of its dev part"


def rows(say: Callable[[str], None], seeds: Sequence[int] = range(5), corpora: Sequence[str] = CORPORA) -> list[Row]:
    """A row for each measure of each rival and of the network on each corpus; one that says which corpus is missing."""
    found: list[Row] = []
    for name in corpora:
        try:
            corpus, test = geotext.load(name), geotext.load(name, "test")
        except DataError as error:
            say(f"places of {name} are left out: {error}")
            found.append(missing(f"{name} places", str(error)))
            continue
        rivals = figures(corpus, test)
        ours = [_network(name, seed) for seed in seeds]
        for key in UNITS:
            for rival, values in rivals.items():
                found.append(_row(name, rival, RIVALS[rival][0], key, [values[key]], []))
            found.append(_row(name, "stacked autoencoder", "network", key, [values[key] for values in ours], seeds))
            mean = np.mean([values[key][0] for values in ours])
            told = ", ".join(f"{rival} {values[key][0]:.4g}" for rival, values in rivals.items())
            say(f"{name} {key}: {mean:.4g} {UNITS[key]}, rivals {told}")
    return found


def ratios(rows: Sequence[Row]) -> dict[str, float]:
    """Of each measure that is judged the network's mean over the best rival's value, by corpus."""
    found = {}
    measured = [row for row in rows if "column" in row.more]
    for corpus in dict.fromkeys(row.more["corpus"] for row in measured):
        for key in JUDGED:
            mine = [row for row in measured if (row.more["corpus"], row.more["measure"]) == (corpus, key)]
            rivals = [row.value for row in mine if row.more["column"] in ("trivial", "classical")]
            best = max(rivals) if key in HIGHER else min(rivals)
            network = next(row.value for row in mine if row.more["column"] == "network")
            found[f"{corpus} {key}, network over the best rival"] = network / best
    return found


def usual(name: str, seed: int = 0) -> RunConfig:
    """The network that is trained on a corpus where nothing else is said."""
    config = RunConfig(
        DataConfig(name), ModelConfig("sdae", "mlp", stacked.CODE, words=1),
        TrainConfig(**{**stacked.USUAL, "seed": seed}), "none",
    )  # fmt: skip
    return stacked.configure(config)


def _network(name: str, seed: int) -> Figures:
    model = stacked.fit(usual(name, seed), geotext.load(name))
    test = geotext.load(name, "test")
    return measure(guess(model, test.counts), test)


def _row(name: str, who: str, column: str, key: str, values: Sequence[tuple[float, int]], seeds: Sequence[int]) -> Row:
    published, source = PUBLISHED.get(key, (None, None)) if name == GEOTEXT else (None, None)
    beside = {} if published is None else {"published": published, "source": source, "remark": REMARK}
    return seeds_row(f"{name} {who} {key}", [value for value, _ in values], UNITS[key], values[0][1], seeds,
                     corpus=name, column=column, measure=key, split="test", **beside)  # fmt: skip
