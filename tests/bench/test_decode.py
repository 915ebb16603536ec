"""The bench of the drag: what it needs, what it sums up, and that it runs."""

from __future__ import annotations

import sys

import pytest

from explorer.bench import decode
from explorer.bench.browser import find
from explorer.errors import InputError


def test_without_playwright_it_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(InputError, match="drives a browser"):
        decode.run(print, repeats=1)


def test_an_argument_of_another_bench_is_refused() -> None:
    with pytest.raises(InputError, match="--archs"):
        decode.run(print, archs="mlp")


def test_the_percentiles_are_values_that_were_measured() -> None:
    visits = [{"waited": [3.0, 1.0, 2.0, 100.0], "answered": [1.0] * 4, "sent": 0, "first": 5.0, "drawn": 2.0}]
    values = {r.name: r.value for r in decode._rows("a", visits)}
    assert values["a event to pixels p50"] == 2
    assert values["a event to pixels p95"] == 100
    assert values["a map to first picture"] == 3


@pytest.mark.browser
@pytest.mark.long
def test_it_drags_over_a_real_map(monkeypatch: pytest.MonkeyPatch) -> None:
    if find() is None:
        pytest.skip("no Chromium or Chrome is installed: run tests/find_browser.py --install")
    monkeypatch.setattr(decode, "RUNS", ("digits-vae",))
    monkeypatch.setattr(decode, "MOVES", 40)
    found = {r["name"]: r for r in decode.run(print, repeats=1)["rows"]}
    assert found["digits-vae event to pixels p95"]["moves"] == [40]
    assert found["digits-vae messages to the server in the drag"]["value"] == 0
