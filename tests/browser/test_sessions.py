"""The map over time: hidden and back, another theme, twenty sessions in turn, twenty visits in one tab."""

from __future__ import annotations

from urllib.parse import urlsplit

import numpy as np
import psutil
import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.conftest import Server, visit
from tests.browser.test_drag import by_torch, drag, shown, slot
from tests.browser.test_own import draw, open_panel, you
from tests.browser.test_walk import go, settled

pytestmark = pytest.mark.browser

SESSIONS, WARM = 20, 5  # before the WARM-th, what is loaded once is still coming
PATIENCE = 20_000  # ms, on a machine that does other things
MB = 2**20


def hide(page: Page, state: str) -> None:
    """Tell the page what it is told when another tab comes to the front, or goes."""
    page.evaluate(
        """state => {
          Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});
          Object.defineProperty(document, 'hidden', {value: state === 'hidden', configurable: true});
          document.dispatchEvent(new Event('visibilitychange'));
        }""",
        state,
    )


def test_a_tab_that_was_hidden_and_frozen_goes_on_where_it_was(page: Page, server: Server) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    picture, canvas = slot(page), page.locator("canvas[data-points]")
    drag(page, (0.5, 0.5), (0.3, 0.4))
    page.mouse.up()
    settled(page)
    page.mouse.move(0, 0)
    page.wait_for_timeout(300)
    before, drawn = shown(picture), canvas.evaluate("e => e.toDataURL()")
    cdp = page.context.new_cdp_session(page)
    hide(page, "hidden")
    cdp.send("Page.setWebLifecycleState", {"state": "frozen"})
    page.wait_for_timeout(1000)
    cdp.send("Page.setWebLifecycleState", {"state": "active"})
    hide(page, "visible")
    page.wait_for_timeout(300)
    after = shown(picture)
    assert after[0].tolist() == before[0].tolist()
    assert after[1].tolist() == before[1].tolist()
    assert canvas.evaluate("e => e.toDataURL()") == drawn
    drag(page, (0.3, 0.4), (0.6, 0.6))
    page.mouse.up()
    page.wait_for_timeout(500)
    z, pixels = shown(picture)
    assert np.abs(z - before[0]).max() > 0.01
    assert np.abs(pixels - by_torch(server, "digits-vae", z)).max() <= 2


def test_another_tab_in_front_does_not_lose_the_map(page: Page) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    picture = slot(page)
    before = shown(picture)[0]
    other = page.context.new_page()
    other.goto("about:blank")
    other.bring_to_front()
    other.wait_for_timeout(500)
    page.bring_to_front()
    other.close()
    assert shown(picture)[0].tolist() == before.tolist()
    drag(page, (0.5, 0.5), (0.3, 0.4))
    page.wait_for_timeout(500)
    assert np.abs(shown(picture)[0] - before).max() > 0.01


def test_another_theme_keeps_map_point_and_own_image(page: Page) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    open_panel(page)
    draw(page, [(0.3, 0.2), (0.6, 0.3), (0.4, 0.8)])
    own, place, _ = you(page)
    seen = page.locator("canvas.seen").evaluate("e => e.toDataURL()")
    pad = page.locator("canvas.pad").evaluate("e => e.toDataURL()")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(800)
    again, there, _ = you(page)
    assert (again.tolist(), there.tolist()) == (own.tolist(), place.tolist())
    assert shown(slot(page))[0] == pytest.approx(own, abs=1e-6)
    assert page.locator("canvas.seen").evaluate("e => e.toDataURL()") == seen
    assert page.locator("canvas.pad").evaluate("e => e.toDataURL()") == pad
    expect(page.locator("canvas[data-points='360']")).to_be_visible()


def server_process(server: Server) -> psutil.Process:
    port = str(urlsplit(server.url).port)
    return next(child for child in psutil.Process().children() if port in child.cmdline())


@pytest.mark.long
def test_twenty_sessions_opened_in_turn_leave_no_memory_behind(chromium: Browser, server: Server) -> None:
    process, resident = server_process(server), []
    for _ in range(SESSIONS):
        context = visit(chromium, server.url)
        tab = context.new_page()
        tab.goto("/latent_map?run=digits-vae&map=PCA")
        tab.locator("canvas.picture[data-z]").wait_for()
        drag(tab, (0.5, 0.5), (0.4, 0.45), steps=3)
        tab.mouse.up()
        context.close()
        resident.append(process.memory_info().rss / MB)
    assert resident[-1] - resident[WARM - 1] < 30, resident


def held(cdp: CDPSession) -> dict[str, float]:
    """What the tab holds after all that can be freed is."""
    for _ in range(3):
        cdp.send("HeapProfiler.collectGarbage")
    return {m["name"]: m["value"] for m in cdp.send("Performance.getMetrics")["metrics"]}


@pytest.mark.long
def test_twenty_visits_in_one_tab_leave_neither_heap_nor_nodes_nor_workers(page: Page) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    cdp = page.context.new_cdp_session(page)
    cdp.send("Performance.enable")
    cdp.send("HeapProfiler.enable")
    found = []
    for _ in range(SESSIONS):
        for link, title in (("Home", "Latent Explorer"), ("Latent map", "Latent map")):
            page.get_by_role("link", name=link).click()
            expect(page.locator("h1")).to_have_text(title, timeout=PATIENCE)
            page.locator("canvas.picture[data-z]").wait_for()
        found.append(held(cdp) | {"workers": len(page.workers)})
    # A map that is kept holds 260 nodes and 53 listeners; each round makes two.
    first, last = found[WARM - 1], found[-1]
    assert last["workers"] == first["workers"] == 1
    assert (last["JSHeapUsedSize"] - first["JSHeapUsedSize"]) / MB < 5
    assert last["Nodes"] - first["Nodes"] < 1000
    assert last["JSEventListeners"] - first["JSEventListeners"] < 50
