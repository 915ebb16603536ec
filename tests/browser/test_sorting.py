"""Image sorting as a student plays it: by drag and by keys, with the score beside the network's and the edges'."""

from __future__ import annotations

import io
import re

import pytest
import torch
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from explorer.data import load
from explorer.models import Jigsaw
from explorer.training.checkpoint import open_run
from explorer.ui import sorters
from tests.browser.conftest import Server
from tests.browser.test_photos import upload
from tests.browser.test_walk import go, settled

pytestmark = pytest.mark.browser

RUN, NUMBER = "digits-jigsaw", 3


def places(server: Server, number: int = NUMBER) -> list[int]:
    """Where each tile of a puzzle belongs, as it is drawn for everyone."""
    run = open_run(server.runs / RUN)
    assert isinstance(run.model, Jigsaw)
    found: list[int] = sorters.of_test(run, load("digits", "test"), number).place.tolist()
    return found


def board(page: Page) -> Locator:
    found = page.locator(".board")
    expect(found.get_by_role("button").first).to_be_visible()
    return found


def order(page: Page) -> list[int]:
    return [int(x) for x in (board(page).get_attribute("data-order") or "").split()]


def centre(page: Page, place: int) -> tuple[float, float]:
    box = board(page).get_by_role("button").nth(place).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, a: int, b: int) -> None:
    page.mouse.move(*centre(page, a))
    page.mouse.down()
    page.mouse.move(*centre(page, b), steps=4)
    page.mouse.up()


def carry(page: Page, a: int, b: int, grid: int = 3) -> None:
    """From place a to b by keys: what lies on the way moves aside."""
    board(page).get_by_role("button").nth(a).focus()
    page.keyboard.press("Enter")
    (y, x), (to_y, to_x) = divmod(a, grid), divmod(b, grid)
    for key, steps in (
        ("ArrowRight", to_x - x),
        ("ArrowLeft", x - to_x),
        ("ArrowDown", to_y - y),
        ("ArrowUp", y - to_y),
    ):
        for _ in range(max(0, steps)):
            page.keyboard.press(key)
    page.keyboard.press("Enter")


def sort(page: Page, place: list[int], move: object) -> None:
    """Bring the tile of each place there, the first place first."""
    assert callable(move)
    for at, tile in enumerate(torch.tensor(place).argsort().tolist()):
        if order(page)[at] != tile:
            move(page, order(page).index(tile), at)


def test_a_puzzle_is_sorted_by_drag_and_the_score_stands_beside_network_and_edges(page: Page, server: Server) -> None:
    go(page, f"sorting?sorter={RUN}&puzzle={NUMBER}")
    assert order(page) == list(range(9))
    expect(page.get_by_text("this puzzle")).to_have_count(0)
    place = places(server)
    sort(page, place, drag)
    assert order(page) == torch.tensor(place).argsort().tolist()
    page.get_by_role("button", name="Done").click()
    table = page.locator("table", has_text="this puzzle")
    expect(table.locator("tr", has_text="You")).to_contain_text("9 of 9")
    expect(table.locator("tr", has_text="The network")).to_contain_text(re.compile(r"\d of 9"))
    expect(table.locator("tr", has_text="Edge matching")).to_contain_text(re.compile(r"\d of 9"))
    expect(board(page).get_by_label(re.compile("right$"))).to_have_count(9)
    drag(page, 0, 1)  # it is over
    assert order(page) == torch.tensor(place).argsort().tolist()
    page.get_by_role("button", name="Next puzzle").click()
    settled(page)
    assert f"puzzle={NUMBER + 1}" in page.url
    assert order(page) == list(range(9))
    page.get_by_role("button", name="Done").click()
    expect(page.locator("th", has_text="whole images, of 2")).to_be_visible()


def test_a_puzzle_is_sorted_by_keys(page: Page, server: Server) -> None:
    go(page, f"sorting?sorter={RUN}&puzzle={NUMBER}")
    first = board(page).get_by_role("button").first
    first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    assert order(page)[:2] == [1, 0]
    page.keyboard.press("Escape")
    assert order(page) == list(range(9))
    sort(page, places(server), carry)
    page.get_by_role("button", name="Done").press("Enter")
    expect(page.locator("tr", has_text="You")).to_contain_text("9 of 9")


def test_ones_own_photo_is_cut_and_one_smaller_than_its_tiles_is_a_sentence(page: Page) -> None:
    go(page, f"sorting?sorter={RUN}")
    # 480 pixels are 15 times the 32 of the digits: in colour for the student, small and grey for the network.
    for side, words in (
        (480, "your image; 9 tiles of 128×128 pixels, of which the network sees less than you: 8×8"),
        (9, "9x9 pixels is smaller than its 3x3 tiles"),
    ):
        out = io.BytesIO()
        Image.effect_noise((side, side), 60).save(out, "PNG")
        if page.get_by_role("button", name="Another image").count():
            page.get_by_role("button", name="Another image").click()
            settled(page)
        upload(page, "Your image", (f"{side}.png", out.getvalue()))
        expect(page.get_by_text(words)).to_be_visible()
