"""The bench of the map: what it needs, what it sums up, and that its rival stands ready."""

from __future__ import annotations

import sys
import urllib.request

import numpy as np
import pytest

from explorer.bench import map as bench
from explorer.bench import visits
from explorer.bench.browser import find, opened
from explorer.errors import InputError
from tests.conftest import apart


def test_without_playwright_it_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(InputError, match="drives a browser"):
        bench.run(print, repeats=1)


def test_an_argument_of_another_bench_is_refused() -> None:
    with pytest.raises(InputError, match="--archs"):
        bench.run(print, archs="mlp")


def test_frames_per_second_are_those_that_were_drawn_and_the_late_ones_were_measured() -> None:
    rate, late = bench._frames("a map", [[10.0] * 19 + [110.0], [20.0] * 20])
    assert rate.value == pytest.approx(1000 * (20 / 300 + 20 / 400) / 2, abs=0.001)
    assert late.value == pytest.approx((10 + 20) / 2)
    assert rate.more["frames"] == [20, 20]


def test_the_rival_is_whole_in_a_checkout_with_its_licence() -> None:
    with visits.rival() as address:
        for name, part in (("", "rival.js"), ("rival.js", "drawn"), ("licences.txt", "regl-scatterplot")):
            assert part in urllib.request.urlopen(f"{address}/{name}").read().decode()


@pytest.mark.browser
def test_the_rival_draws_a_frame_for_each_step_of_a_pan(monkeypatch: pytest.MonkeyPatch) -> None:
    if find() is None:
        pytest.skip("no Chromium or Chrome is installed: run tests/find_browser.py --install")
    monkeypatch.setattr(visits, "SECONDS", 3)
    xy = np.random.default_rng(0).uniform(size=(50, 2))

    def pan() -> list[float]:
        with opened() as chromium, visits.rival() as address:
            return visits.pan_rival(chromium, address, xy, np.arange(50) % 10, {"width": 300, "height": 200})

    gaps = apart(pan)
    assert gaps
    assert all(gap > 0 for gap in gaps)
