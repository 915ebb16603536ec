"""Errors and accuracies of guessed places, on people with known answers."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy import sparse

from explorer.data.geotext import Corpus
from explorer.data.states import REGION_OF, STATES
from explorer.errors import InputError
from explorer.metrics.geo import Guess, by_region, measure

NY, NJ, CA = (STATES.index(name) for name in ("New York", "New Jersey", "California"))


def people(states: list[int], places: list[tuple[float, float]]) -> Corpus:
    return Corpus(sparse.csr_matrix((len(states), 1)), ("a",), np.array(places), np.array(states), "made", "test")


def test_each_measure_is_what_its_words_say() -> None:
    # One right, one of the same region 1 degree of latitude off, one wrong a quarter of the way round, one at sea.
    corpus = people([NY, NJ, CA, -1], [(0.0, 0.0)] * 4)
    degree = np.pi / 180 * 6371.0088
    guess = Guess(np.array([NY, NY, NY, NY]), REGION_OF[[NY, NY, NY, NY]], np.array([(0, 0), (1, 0), (0, 90), (2, 0)]))
    found = measure(guess, corpus)
    assert found["state_accuracy"] == (1 / 3, 3)
    assert found["region_accuracy"] == (2 / 3, 3)
    assert found["acc_at_161km"] == (0.5, 4)
    assert found["median_error"] == (pytest.approx(1.5 * degree), 4)
    assert found["mean_error"] == (pytest.approx(93 / 4 * degree), 4)


def test_a_region_is_as_likely_as_its_states_together() -> None:
    chances = torch.zeros(1, len(STATES))
    chances[0, [NY, NJ, CA]] = torch.tensor([0.3, 0.3, 0.4])
    torch.testing.assert_close(by_region(chances), torch.tensor([[0.6, 0, 0, 0.4]]))


def test_where_nobody_has_a_state_none_is_measured_and_nobody_at_all_is_an_error() -> None:
    sea = people([-1], [(0.0, 0.0)])
    guess = Guess(np.array([NY]), np.array([0]), np.array([(0.0, 0.0)]))
    assert set(measure(guess, sea)) == {"median_error", "mean_error", "acc_at_161km"}
    with pytest.raises(InputError, match="nobody"):
        measure(guess, sea.only(np.array([], int)))
