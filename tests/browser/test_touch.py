"""Fingers on the map: one drags the point, two move and zoom the map, and neither selects anything."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.conftest import Server, visit
from tests.browser.test_drag import asked, at, slot
from tests.browser.test_walk import go, settled

pytestmark = pytest.mark.browser
MAP = "canvas[data-points]"


@pytest.fixture
def tablet(chromium: Browser, server: Server) -> Iterator[Page]:
    context = visit(chromium, server.url, has_touch=True, device_scale_factor=2)
    yield context.new_page()
    context.close()


class Fingers:
    """Fingers on the glass, each by its place in pixels."""

    def __init__(self, page: Page) -> None:
        self.cdp: CDPSession = page.context.new_cdp_session(page)

    def put(self, kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": k} for k, (x, y) in enumerate(places)]
        self.cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def slide(self, start: list[tuple[float, float]], end: list[tuple[float, float]], steps: int = 10) -> None:
        """Put all down, one after the other, and move them together."""
        for k in range(len(start)):
            self.put("touchStart", *start[: k + 1])
        a, b = np.array(start), np.array(end)
        for part in np.arange(1, steps + 1) / steps:
            self.put("touchMove", *((float(x), float(y)) for x, y in a + (b - a) * part))

    def lift(self) -> None:
        self.put("touchEnd")


def test_one_finger_drags_the_point_and_the_server_hears_of_it_once(tablet: Page) -> None:
    sent = asked(tablet)
    go(tablet, "latent_map?run=digits-vae&map=PCA")
    picture = slot(tablet)
    settled(tablet)
    tablet.wait_for_timeout(500)
    first, before = picture.get_attribute("data-z"), len(sent)
    fingers = Fingers(tablet)
    fingers.slide([at(tablet, 0.5, 0.5)], [at(tablet, 0.3, 0.4)])
    expect(picture).not_to_have_attribute("data-z", first or "")
    expect(tablet.locator(MAP)).to_have_attribute("data-zoom", "1.00")
    assert len(sent) == before
    fingers.lift()
    expect(tablet.get_by_text("The point was left at the code", exact=False)).to_be_visible()
    assert len(sent) == before + 1


def test_two_fingers_zoom_by_as_much_as_they_part_and_move_no_point(tablet: Page) -> None:
    go(tablet, "latent_map?run=digits-vae&map=PCA")
    picture = slot(tablet)
    settled(tablet)
    first = picture.get_attribute("data-z")
    x, y = at(tablet, 0.5, 0.5)
    fingers = Fingers(tablet)
    fingers.slide([(x - 50, y), (x + 50, y)], [(x - 150, y), (x + 150, y)])
    fingers.lift()
    expect(tablet.locator(MAP)).to_have_attribute("data-zoom", "3.00")
    expect(tablet.get_by_text("test image 0", exact=False)).to_be_visible()
    assert picture.get_attribute("data-z") == first


def test_two_fingers_side_by_side_move_a_map_that_is_zoomed(tablet: Page) -> None:
    go(tablet, "latent_map?run=digits-vae&map=PCA")
    first = slot(tablet).get_attribute("data-z")
    zoom_in = tablet.get_by_role("button", name="Zoom in")
    for _ in range(2):
        zoom_in.click()
    expect(tablet.locator(MAP)).to_have_attribute("data-zoom", "2.25")
    point = tablet.locator(".point")
    was = point.bounding_box()
    x, y = at(tablet, 0.5, 0.5)
    fingers = Fingers(tablet)
    fingers.slide([(x - 50, y), (x + 50, y)], [(x - 90, y + 30), (x + 10, y + 30)])
    fingers.lift()
    tablet.wait_for_timeout(200)
    now = point.bounding_box()
    assert was is not None
    assert now is not None
    assert (now["x"] - was["x"], now["y"] - was["y"]) == pytest.approx((-40, 30), abs=1)
    assert slot(tablet).get_attribute("data-z") == first
    expect(tablet.locator(MAP)).to_have_attribute("data-zoom", "2.25")
