"""How much each word tells of the state in which it is said."""

from __future__ import annotations

import numpy as np

from explorer.data.geotext import Corpus
from explorer.data.states import STATES, Floats

DOUBT, POWER, LEAST = 5.0, 1.5, 1e-3  # of the words' weights, chosen on held-out people of GeoText's dev part


def weights(corpus: Corpus) -> Floats:
    """What each word counts (V,), 1 on average: its idf times a power of how much it tells of the state.

    That is KL(states of those who say it || states of all) * sqrt(how many say it), the former by counts to which
    `DOUBT` people as all are were added. On held-out people of GeoText's dev part a ridge classifier of states is
    right for 33.3 % by idf alone, for 35.8 % by these weights.
    """
    said = corpus.counts > 0
    n = np.asarray(said.sum(0)).ravel()
    inside = corpus.states >= 0
    of = np.eye(len(STATES))[corpus.states[inside]]  # (n, 49)
    all_people = (of.sum(0) + 1) / (len(of) + len(STATES))
    counted = said[inside].T @ of  # (V, 49)
    those = (counted + DOUBT * all_people) / (counted.sum(1, keepdims=True) + DOUBT)
    tells = (those * np.log(those / all_people)).sum(1) * np.sqrt(counted.sum(1))
    found = (np.log((1 + len(corpus)) / (1 + n)) + 1) * np.maximum(tells, LEAST) ** POWER
    return np.asarray(found / found.mean())
