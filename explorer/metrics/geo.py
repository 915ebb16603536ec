"""How well places are guessed: great-circle errors in km, states and regions named right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from explorer.config import RunConfig
from explorer.data.geotext import GEOTEXT, Corpus
from explorer.data.states import REGION_OF, REGIONS, Labels, Places, distance
from explorer.errors import InputError
from explorer.models import Stacked

NEAR = 161.0  # km, a hundred miles
UNITS = {"state_accuracy": "of 1", "region_accuracy": "of 1", "median_error": "km", "mean_error": "km",
         "acc_at_161km": "of 1"}  # fmt: skip
HIGHER = ("state_accuracy", "region_accuracy", "acc_at_161km")  # is better; of the errors lower is
# Learnt from GeoText's 5,685 training people, where ours are its 1,895 of `dev`.
PUBLISHED = {
    "region_accuracy": (0.611, "Liu & Inkpen 2015, stacked denoising autoencoder, 5,685 training users"),
    "state_accuracy": (0.348, "Liu & Inkpen 2015, stacked denoising autoencoder, 5,685 training users"),
    "mean_error": (855.9, "Liu & Inkpen 2015, stacked denoising autoencoder, 5,685 training users"),
}


@dataclass(frozen=True)
class Guess:
    """What is said of n people: indices of states and of regions (n), places (n, 2) in degrees."""

    states: Labels
    regions: Labels
    places: Places


def measure(guess: Guess, corpus: Corpus) -> dict[str, tuple[float, int]]:
    """Each of `UNITS` and of how many people it is: who wrote outside the 48 states and DC has no state to be named.

    Mean and median great-circle error, accuracy within 161 km (Cheng et al. 2010). Raises `InputError` of nobody.
    """
    if not len(corpus):
        raise InputError("there is nobody to measure on")
    km = distance(guess.places, corpus.places)
    inside = corpus.states >= 0
    found = {"median_error": (float(np.median(km)), len(km)), "mean_error": (float(km.mean()), len(km)),
             "acc_at_161km": (float((km <= NEAR).mean()), len(km))}  # fmt: skip
    if inside.any():
        truth, n = corpus.states[inside], int(inside.sum())
        found["state_accuracy"] = (float((guess.states[inside] == truth).mean()), n)
        found["region_accuracy"] = (float((guess.regions[inside] == REGION_OF[truth]).mean()), n)
    return {name: found[name] for name in UNITS if name in found}


def by_region(chances: Tensor) -> Tensor:
    """The chances (n, 4) of the regions, each the sum of its states' (n, 49).

    The region head, which shapes the code, names 1 to 2 % fewer of GeoText's held-out dev people right.
    """
    which = torch.from_numpy(REGION_OF).to(chances.device)
    return torch.zeros(len(chances), len(REGIONS), device=chances.device).index_add(1, which, chances)


def guess(model: Stacked, counts: Any, device: torch.device | str = "cpu", size: int = 500) -> Guess:
    """What a model says of the people of scipy counts (n, V)."""
    parts: list[tuple[Tensor, Tensor, Tensor]] = []
    with torch.inference_mode():
        for start in range(0, counts.shape[0], size):
            rows = torch.from_numpy(counts[start : start + size].toarray()).to(device)
            state = model(rows)[0]
            parts.append((state.argmax(1), by_region(state.softmax(1)).argmax(1), model.locate(state)))
    states, regions, places = (torch.cat(column).cpu().numpy() for column in zip(*parts, strict=True))
    return Guess(states, regions, places.astype(np.float64))


def evaluate(model: Stacked, config: RunConfig, corpus: Corpus, seed: int = 0) -> dict[str, dict[str, Any]]:
    """Return {metric: {value, unit, n, split, seed, published, source}}; published figures stand beside GeoText's test.

    Raises `InputError` where the corpus has other words than the model.
    """
    if corpus.counts.shape[1] != config.model.words:
        raise InputError(f"{corpus.name} has {corpus.counts.shape[1]:,} words, the run knows {config.model.words:,}")
    found = measure(guess(model, corpus.counts, model.weight.device), corpus)
    beside = PUBLISHED if (corpus.name, corpus.split) == (GEOTEXT, "test") else {}
    rows: dict[str, dict[str, Any]] = {}
    for name, (value, n) in found.items():
        published, source = beside.get(name, (None, None))
        rows[name] = {"value": round(value, 5), "unit": UNITS[name], "n": n, "split": corpus.split, "seed": seed,
                      "published": published, "source": source}  # fmt: skip
    return rows
