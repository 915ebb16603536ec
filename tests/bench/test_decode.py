"""The bench of the drag: what it needs, what it sums up, and that it runs."""

from __future__ import annotations

import sys

import pytest

from explorer.bench import decode, rivals
from explorer.bench.browser import find
from explorer.errors import InputError
from tests.conftest import apart


def test_without_playwright_it_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(InputError, match="drives a browser"):
        decode.run(print, repeats=1)


def test_an_argument_of_another_bench_is_refused() -> None:
    with pytest.raises(InputError, match="--archs"):
        decode.run(print, archs="mlp")


def test_the_percentiles_are_values_that_were_measured() -> None:
    visits = [
        {"waited": [3.0, 1.0, 2.0, 100.0], "answered": [1.0] * 4, "sent": 0, "frames": 3, "first": 5.0, "drawn": 2.0}
    ]
    values = {r.name: r.value for r in decode._rows("a", visits)}
    assert values["a event to pixels p50"] == 2
    assert values["a event to pixels p95"] == 100
    assert values["a map to first picture"] == 3
    assert values["a pictures drawn in the drag"] == 3


def test_a_rival_is_summed_up_by_its_median_and_its_slowest_but_for_one_in_twenty() -> None:
    found = rivals.rows("a", [float(k) for k in range(1, 41)], {"ms": [9000.0, 5000.0, 6000.0], "codes": [3000, 20]})
    assert [r.value for r in found] == [20.5, 38, 6000]
    assert [r.n for r in found] == [40, 1, 3]


@pytest.mark.browser
@pytest.mark.long
def test_it_drags_over_a_real_map(monkeypatch: pytest.MonkeyPatch) -> None:
    if find() is None:
        pytest.skip("no Chromium or Chrome is installed: run tests/find_browser.py --install")
    monkeypatch.setattr(decode, "RUNS", ("digits-vae",))
    monkeypatch.setattr(decode, "MOVES", 40)
    monkeypatch.setattr(decode, "RIVALLED", "digits-vae")
    monkeypatch.setattr(rivals, "RERUNS", 3)
    bench = apart(lambda: decode.run(print, repeats=1))
    found = {r["name"]: r for r in bench["rows"]}
    assert found["digits-vae event to pixels p95"]["moves"] == [40]
    assert 1 <= found["digits-vae pictures drawn in the drag"]["value"] <= 60
    assert found["digits-vae messages to the server in the drag"]["value"] == 0
    assert found["digits-vae slider rerun, key to picture, p50"]["reruns"] == 3
    assert found["digits-vae umap-learn inverse_transform of a point"]["codes"] == [360, 2]
    assert sum(" to event to pixels p50" in name and ratio > 1 for name, ratio in bench["ratios"].items()) == 2
