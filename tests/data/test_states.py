"""Places and the states that they lie in: known towns, borders, harbours, the sea; distances with known answers."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.data.states import REGION_OF, REGIONS, STATES, check, distance, middles, outlines, polygons, state_of
from explorer.errors import InputError

TOWNS = {
    "New York": (40.71, -74.01), "District of Columbia": (38.90, -77.04), "California": (34.05, -118.24),
    "Texas": (29.76, -95.37), "Washington": (47.61, -122.33), "Maine": (43.66, -70.26), "Kansas": (37.69, -97.34),
    "New Jersey": (40.73, -74.17), "Michigan": (46.55, -87.40),
}  # fmt: skip


def test_towns_lie_in_their_states() -> None:
    found = state_of(np.array(list(TOWNS.values())))
    assert [STATES[i] for i in found] == list(TOWNS)


def test_a_harbour_has_the_nearest_state_and_the_sea_none() -> None:
    harbour, sea, london = (42.35, -70.85), (35.0, -60.0), (51.5, -0.1)
    found = state_of(np.array([harbour, sea, london]))
    assert STATES[found[0]] == "Massachusetts"
    assert list(found[1:]) == [-1, -1]


@pytest.mark.parametrize("place", [(91.0, 0.0), (0.0, -181.0), (float("nan"), 0.0)])
def test_a_place_outside_the_earth_is_one_sentence(place: tuple[float, float]) -> None:
    with pytest.raises(InputError, match="place 2 lies outside the earth"):
        check(np.array([(0.0, 0.0), place]))


def test_there_are_48_states_and_dc_in_four_regions() -> None:
    assert len(STATES) == len(polygons()) == len(outlines()) == 49
    assert np.bincount(REGION_OF).tolist() == [9, 12, 17, 11]  # the Census's own, without Alaska and Hawaii
    assert REGIONS[REGION_OF[STATES.index("Ohio")]] == "Midwest"


def test_every_middle_lies_in_its_state() -> None:
    assert state_of(middles()).tolist() == list(range(49))


def test_distances_are_those_of_the_sphere() -> None:
    pole, equator = np.array([90.0, 0.0]), np.array([[0.0, 0.0], [0.0, 90.0], [0.0, 180.0]])
    quarter = np.pi / 2 * 6371.0088
    np.testing.assert_allclose(distance(equator, pole), quarter)
    np.testing.assert_allclose(distance(equator, equator[0]), [0, quarter, 2 * quarter], atol=1e-9)
