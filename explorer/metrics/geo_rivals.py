"""What a network that guesses places stands against, at equal data: three that read no word, three classical ones.

The last is no rival but an ablation: ridge on the features that the network reads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from explorer.data.geotext import Corpus
from explorer.data.states import REGION_OF, STATES, Labels, Places, distance, middles, state_of
from explorer.data.telling import weights
from explorer.metrics.geo import Guess, measure

Rival = Callable[[Corpus, Any], Guess]  # what it says of counts (n, V), having learnt from a corpus
SMOOTHING = (0.03, 0.1, 0.3, 1.0)  # of naive Bayes
SHRINKAGE = (0.3, 1.0, 3.0)  # of ridge
FOLDS = 4  # of the people learnt from, by which each of these is chosen


def majority(corpus: Corpus, counts: Any) -> Guess:
    """Everybody is from the commonest state and region, and lives at that state's median place."""
    inside = corpus.only(np.flatnonzero(corpus.states >= 0))
    state = int(np.bincount(inside.states).argmax())
    region = int(np.bincount(REGION_OF[inside.states]).argmax())
    return _same(state, region, medians(inside)[state], counts.shape[0])


def centroid(corpus: Corpus, counts: Any) -> Guess:
    """Everybody lives at the mean place, and is from the state and the region in which that lies."""
    return _all_at(corpus.places.mean(0), counts.shape[0])


def median_place(corpus: Corpus, counts: Any) -> Guess:
    """Everybody lives where the sum of the distances to all is least: the strongest guess that knows no word."""
    return _all_at(geometric_median(corpus.places), counts.shape[0])


def naive_bayes(corpus: Corpus, counts: Any) -> Guess:
    """Multinomial naive Bayes on whether a word is used, of states and of regions; places are the states' medians."""
    from sklearn.naive_bayes import MultinomialNB

    def make(alpha: float) -> Any:
        return MultinomialNB(alpha=alpha)

    return _classified(corpus, corpus.counts > 0, counts > 0, make, SMOOTHING)


def ridge(corpus: Corpus, counts: Any) -> Guess:
    """Ridge classifiers of states and of regions on tf-idf; places are the states' medians."""
    from sklearn.linear_model import RidgeClassifier

    return _classified(corpus, *_tfidf(corpus, counts), lambda alpha: RidgeClassifier(alpha=alpha), SHRINKAGE)


def ridge_weighed(corpus: Corpus, counts: Any) -> Guess:
    """The same on the features that the network reads: what is due to them, and what to the network."""
    from sklearn.linear_model import RidgeClassifier
    from sklearn.preprocessing import normalize

    weight = weights(corpus)

    def features(rows: Any) -> Any:
        said = rows.copy()
        said.data = 1 + np.log(said.data)
        return normalize(said.multiply(weight).tocsr())

    made = features(corpus.counts), features(counts)
    return _classified(corpus, *made, lambda alpha: RidgeClassifier(alpha=alpha), SHRINKAGE)


def ridge_place(corpus: Corpus, counts: Any) -> Guess:
    """Ridge regression of latitude and longitude on tf-idf; states and regions are where these places lie."""
    from sklearn.linear_model import Ridge

    x, asked = _tfidf(corpus, counts)

    def error(alpha: float, learnt: Labels, held: Labels) -> float:
        said = Ridge(alpha=alpha).fit(x[learnt], corpus.places[learnt]).predict(x[held])
        return float(np.median(distance(said, corpus.places[held])))

    alpha = _least(SHRINKAGE, error, len(corpus))
    said = np.clip(Ridge(alpha=alpha).fit(x, corpus.places).predict(asked), (-90, -180), (90, 180))
    states = state_of(said)
    states = np.where(states < 0, distance(said[:, None], middles()[None]).argmin(1), states)
    return Guess(states, REGION_OF[states], said)


RIVALS: dict[str, tuple[str, Rival]] = {
    "majority": ("trivial", majority),
    "centroid": ("trivial", centroid),
    "median place": ("trivial", median_place),
    "naive Bayes": ("classical", naive_bayes),
    "ridge on tf-idf": ("classical", ridge),
    "ridge on tf-idf, coordinates": ("classical", ridge_place),
    "ridge on the network's features": ("ablation", ridge_weighed),
}


Figures = dict[str, tuple[float, int]]  # a measure, and of how many people it is


def figures(corpus: Corpus, test: Corpus) -> dict[str, Figures]:
    """Every measure of every rival that has learnt from `corpus`, on `test`."""
    return {name: measure(rival(corpus, test.counts), test) for name, (_, rival) in RIVALS.items()}


def medians(corpus: Corpus) -> Places:
    """The geometric median (49, 2) of the people of each state, the state's middle where there are none."""
    found = middles().copy()
    for state in np.unique(corpus.states[corpus.states >= 0]):
        found[state] = geometric_median(corpus.places[corpus.states == state])
    return found


def geometric_median(places: Places, steps: int = 50) -> Places:
    """The place (2,) whose summed distance in km to places (n, 2) is least (Weiszfeld 1937)."""
    found = places.mean(0)
    for _ in range(steps):
        weights = 1 / np.maximum(distance(places, found), 1.0)
        found = np.average(places, axis=0, weights=weights)
    return np.asarray(found)


def _classified(corpus: Corpus, x: Any, asked: Any, make: Callable[[float], Any], strengths: Sequence[float]) -> Guess:
    """States and regions each by a classifier of its own, whose strength is chosen on people held out."""
    inside = np.flatnonzero(corpus.states >= 0)
    known, states = x[inside], corpus.states[inside]
    said = []
    for labels in (states, REGION_OF[states]):

        def error(strength: float, learnt: Labels, held: Labels, labels: Labels = labels) -> float:
            return float(
                (make(strength).fit(known[learnt], labels[learnt]).predict(known[held]) != labels[held]).mean()
            )

        said.append(make(_least(strengths, error, len(states))).fit(known, labels).predict(asked))
    return Guess(said[0], said[1], medians(corpus)[said[0]])


def _least(strengths: Sequence[float], error: Callable[[float, Labels, Labels], float], n: int) -> float:
    """The strength whose error on people held out, the mean over `FOLDS`, is least."""
    folds = [np.flatnonzero(np.arange(n) % FOLDS == fold) for fold in range(FOLDS)]
    pairs = [(np.setdiff1d(np.arange(n), held), held) for held in folds]
    return min(strengths, key=lambda strength: float(np.mean([error(strength, *pair) for pair in pairs])))


def _tfidf(corpus: Corpus, counts: Any) -> tuple[Any, Any]:
    from sklearn.feature_extraction.text import TfidfTransformer

    weigh = TfidfTransformer(sublinear_tf=True).fit(corpus.counts)
    return weigh.transform(corpus.counts), weigh.transform(counts)


def _all_at(place: Places, n: int) -> Guess:
    state = int(state_of(place[None])[0])
    state = state if state >= 0 else int(distance(middles(), place).argmin())
    return _same(state, int(REGION_OF[state]), place, n)


def _same(state: int, region: int, place: Places, n: int) -> Guess:
    assert 0 <= state < len(STATES)
    return Guess(np.full(n, state), np.full(n, region), np.tile(place, (n, 1)))
