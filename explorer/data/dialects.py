"""A made-up country-wide corpus: everyday English words that all use, and invented ones that are used around a home.

How a person is drawn:
1. a state by its residents (census of 2020), one of its three towns, and a place about 40 km around it (Gaussian);
2. between 30 and 90 words, uniformly. Each is with probability 0.88 an everyday word, by Zipf's law (the k-th word
   as often as 1/k), else an invented one;
3. the invented word w, whose home is h_w and whose reach is r_w km, with probability in proportion to
   exp(-(d / r_w)^2 / 2) + 0.002, where d is the great-circle distance from the person's place to h_w. The second term
   is the traveller: any word may turn up anywhere.
Every state is the home of five words of reach 120 to 400 km; 36 more have a home anywhere and reach 500 to 1200 km.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from explorer.data.states import RESIDENTS, STATES, Floats, Places, distance, polygons

PEOPLE = {"train": (3000, 1), "test": (1000, 2)}  # how many, and the seed
COUNTRY = 0  # the seed of towns, words, homes and reaches, the same for both splits
TOWNS, OWN, WIDE = 3, 5, 36
AROUND = 40.0 / 111.2  # degrees of latitude: a town's people
EVERYDAY_SHARE, TRAVELLER = 0.88, 0.002
_EVERYDAY = (
    "the to and a i you is it of my that in me on for so we this just at have are with what be up out all not no but "
    "was get do how go if can they your now when he she like know good time lol one love from see home day back work "
    "got today some more going night then been her him who said too make need an want about their there people really "
    "right way new us think come here over school house friends weekend party coffee game music city street river "
    "traffic store dinner breakfast kitchen weather rain summer winter morning evening"
)
EVERYDAY = tuple(_EVERYDAY.split())
_ONSETS, _VOWELS = "b br d dr f fl g gl h j k kr l m n p pl r s sk sn t tr v w z", "a e i o u oo"
_ENDS = "b ck ff g l mp n nk p rt sh t x zzle ddy bo kin lo"


@lru_cache(maxsize=1)
def country() -> tuple[tuple[str, ...], Places, Floats, Places]:
    """The vocabulary (V), of its invented words the homes (m, 2) and reaches (m) in km, and the towns (49 * 3, 2)."""
    rng = np.random.default_rng(COUNTRY)
    towns = np.concatenate([_inside(i, TOWNS, rng) for i in range(len(STATES))])
    own = np.concatenate([_inside(i, OWN, rng) for i in range(len(STATES))])
    wide = np.concatenate([_inside(i, 1, rng) for i in rng.choice(len(STATES), WIDE)])
    reach = np.concatenate([rng.uniform(120, 400, len(own)), rng.uniform(500, 1200, WIDE)])
    return (*EVERYDAY, *_invented(len(reach), rng)), np.concatenate([own, wide]), reach, towns


def draw(split: str) -> tuple[Any, tuple[str, ...], Places]:
    """Counts scipy CSR (n, V), the words (V) and places (n, 2) of a split's people."""
    from scipy import sparse

    n, seed = PEOPLE[split]
    rng = np.random.default_rng(seed)
    words, homes, reach, towns = country()
    state = rng.choice(len(STATES), n, p=RESIDENTS / RESIDENTS.sum())
    places = towns[state * TOWNS + rng.integers(0, TOWNS, n)] + rng.normal(0, AROUND, (n, 2))
    zipf = 1 / np.arange(1, len(EVERYDAY) + 1)
    known = np.exp(-((distance(places[:, None], homes[None]) / reach) ** 2) / 2) + TRAVELLER  # (n, m)
    p = np.hstack([np.tile(EVERYDAY_SHARE * zipf / zipf.sum(), (n, 1)),
                   (1 - EVERYDAY_SHARE) * known / known.sum(1, keepdims=True)])  # fmt: skip
    return sparse.csr_matrix(rng.multinomial(rng.integers(30, 91, n), p), dtype=np.float32), words, places


def _inside(state: int, n: int, rng: np.random.Generator) -> Places:
    """n places (n, 2) uniformly in a state, by rejection."""
    import shapely

    west, south, east, north = polygons()[state].bounds
    found: list[Places] = []
    while sum(map(len, found)) < n:
        tried = rng.uniform((south, west), (north, east), (64, 2))
        found.append(tried[shapely.contains_xy(polygons()[state], tried[:, 1], tried[:, 0])])
    return np.concatenate(found)[:n]


def _invented(n: int, rng: np.random.Generator) -> list[str]:
    """n different words of two syllables that are not everyday ones."""
    parts = [part.split() for part in (_ONSETS, _VOWELS, _ONSETS, _VOWELS, _ENDS)]
    found: dict[str, None] = {}
    while len(found) < n:
        word = "".join(part[rng.integers(len(part))] for part in parts)
        if word not in EVERYDAY:
            found[word] = None
    return list(found)
