"""Rivals with known answers, and rows that stand beside each other."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.bench import quality_places
from explorer.data import geotext
from explorer.data.states import REGION_OF, STATES, distance
from explorer.metrics import geo_rivals
from explorer.metrics.geo import UNITS, measure
from tests.training.test_stacked import corpus


def test_those_that_read_no_word_say_the_same_of_all() -> None:
    people, test = corpus(), corpus(40, 1)
    commonest = np.bincount(people.states).argmax()
    said = geo_rivals.majority(people, test.counts)
    assert set(said.states) == {commonest}
    assert measure(said, test)["state_accuracy"][0] == (test.states == commonest).mean()
    assert np.allclose(geo_rivals.centroid(people, test.counts).places, people.places.mean(0))


def test_the_median_place_is_nearer_to_all_than_the_mean() -> None:
    places = corpus().places
    median = geo_rivals.geometric_median(places)
    assert distance(places, median).mean() < distance(places, places.mean(0)).mean()
    line = np.array([[0.0, 0.0], [0.0, 1.0], [0.0, 50.0]])
    assert np.abs(geo_rivals.geometric_median(line) - [0, 1]).max() < 0.05


@pytest.mark.parametrize("name", ["naive Bayes", "ridge on tf-idf", "ridge on the network's features"])
def test_those_that_read_words_learn_whose_they_are(name: str) -> None:
    test = corpus(40, 1)
    said = geo_rivals.RIVALS[name][1](corpus(), test.counts)
    assert (said.states == test.states).mean() > 0.95
    assert (said.regions == REGION_OF[test.states]).mean() > 0.95


def test_ridge_on_coordinates_leans_to_the_right_side() -> None:
    test = corpus(40, 1)
    said = geo_rivals.ridge_place(corpus(), test.counts)
    west = test.states == STATES.index("California")
    assert said.places[west, 1].max() < said.places[~west, 1].min()


def test_every_column_has_a_row_of_every_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geotext, "load", lambda name, split="train": corpus(60, int(split == "test")))
    monkeypatch.setattr(quality_places, "_network", lambda name, seed: {key: (1.0 + seed, 60) for key in UNITS})
    said: list[str] = []
    rows = quality_places.rows(said.append, (0, 1), ("dialects",))
    assert len(rows) == len(UNITS) * (len(geo_rivals.RIVALS) + 1)
    assert {row.more["column"] for row in rows} == {"trivial", "classical", "ablation", "network"}
    network = next(row for row in rows if row.name == "dialects stacked autoencoder state_accuracy")
    assert (network.value, network.spread, network.n, network.more["seeds"]) == (1.5, 1.0, 60, [0, 1])
    rival = max(
        row.value for row in rows if row.more["measure"] == "state_accuracy" and row.more["column"] != "network"
    )
    ratio = quality_places.ratios(rows)["dialects state_accuracy, network over the best rival"]
    assert ratio == pytest.approx(1.5 / rival)


def test_a_corpus_that_is_not_here_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("EXPLORER_DATA", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    rows = quality_places.rows(print, (0,), ("geotext",))
    assert [row.more["missing"][:31] for row in rows] == ["GeoText is not on this machine:"]
    assert quality_places.ratios(rows) == {}
