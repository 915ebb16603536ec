"""Words to places as a person uses it: a sentence moves the map, unknown words move nothing, nobody is asked."""

from __future__ import annotations

import json

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from explorer.data.states import STATES, distance, middles
from explorer.metrics.reading import telling
from explorer.models import Stacked
from explorer.training.checkpoint import open_run
from tests.browser.conftest import Server
from tests.browser.test_walk import go, settled

pytestmark = pytest.mark.browser

GUESS = "e => e.data.filter(t => t.name === 'guess').map(t => [t.lat[0], t.lon[0]])"


def sentence(server: Server, state: str) -> str:
    """Three words that tell the shipped model of a state."""
    run = open_run(server.runs / "places-sdae")
    assert isinstance(run.model, Stacked)
    words = json.loads((run.path / "words.json").read_text())["words"]
    return "the " + " ".join(word for word, _ in telling(run.model, words, STATES.index(state), 3))


def write(page: Page, text: str) -> None:
    box = page.get_by_role("textbox", name="A sentence")
    box.fill(text)
    box.press("Control+Enter")
    settled(page)


def guess(page: Page, before: list[list[float]] | None = None) -> list[list[float]]:
    """Where the map's dot is, once it is not where it was before: Plotly draws a little after the script has ended."""
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    changed = f"b => JSON.stringify(({GUESS})(document.querySelector('.js-plotly-plot'))) !== b"
    page.wait_for_function(changed, arg=json.dumps(before, separators=(",", ":")))
    return list(page.locator(".js-plotly-plot").first.evaluate(GUESS))


def test_a_sentence_moves_the_map_and_what_is_not_known_does_not(page: Page, server: Server) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    go(page, "places")
    expect(page.get_by_text("· place ")).to_be_visible()
    before = guess(page)
    write(page, sentence(server, "Washington"))
    expect(page.locator("strong", has_text="Washington").first).to_be_visible()
    after = guess(page, before)
    assert len(before) == len(after) == 1
    home = middles()[STATES.index("Washington")]
    assert distance(np.array(after[0]), home) < distance(np.array(before[0]), home)
    assert distance(np.array(after[0]), home) < 500
    write(page, "qwxyz")
    expect(page.get_by_text("does not know this word")).to_be_visible()
    assert guess(page, after) == []
    write(page, "")
    expect(page.get_by_text("there is no word in it yet")).to_be_visible()
    page.get_by_role("button", name="California").click()
    settled(page)
    assert guess(page, [])[0][1] < -100
    assert all(url.startswith((server.url, "data:", "blob:")) for url in asked)  # no map comes from elsewhere
