"""The epochs of a training, scrubbed as a person does: nothing is asked of the server meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from playwright.sync_api import Page, expect

from explorer import data, models, objectives
from explorer.latent import history
from explorer.training.checkpoint import open_run
from tests.browser.conftest import Server
from tests.browser.test_walk import go, settled

pytestmark = pytest.mark.browser

EPOCHS = {0: 0.0, 2: 0.6, 5: 0.9, 40: 1.0}  # and the share of the way from random weights to the trained ones


@pytest.fixture(scope="module")
def film(server: Server) -> Iterator[Path]:
    """A run with a history on board: from random weights to the shipped VAE's."""
    run = server.runs / "digits-film"
    shutil.copytree(server.runs / "digits-vae", run, ignore=shutil.ignore_patterns("history"))
    found = open_run(run)
    torch.manual_seed(0)
    start = models.build(found.config.model).state_dict()
    end = {k: v.clone() for k, v in found.model.state_dict().items()}
    images = data.load("digits", "test")
    pixels = torch.from_numpy(images.images)
    for epoch, share in EPOCHS.items():
        found.model.load_state_dict({k: torch.lerp(start[k], end[k], share) for k in end})
        with torch.inference_mode():
            x = pixels.float() / 255
            values = objectives.beta_elbo(found.model, x, x, torch.Generator().manual_seed(0))  # type: ignore[arg-type]
        history.keep(run, epoch, found.model, pixels, images.labels, {k: v.item() for k, v in values.items()})
    yield run
    shutil.rmtree(run)  # the other walks are on nothing but what ships


def scrubbing(page: Page) -> None:
    go(page, "history?run=digits-film")
    expect(page.locator(f"canvas[data-ready='{len(EPOCHS)}']")).to_be_visible()


def at(page: Page, position: float) -> None:
    """The film stands at a position among the kept epochs."""
    expect(page.locator(f"canvas[data-at='{position:.3f}']")).to_be_visible()


def ink(page: Page, which: str) -> str:
    return str(page.locator(f".{which} canvas").evaluate("c => c.toDataURL()"))


def test_the_page_opens_at_the_end_and_does_not_scroll_sideways(page: Page, film: Path) -> None:
    scrubbing(page)
    expect(page.locator("h1")).to_have_text("Through training")
    at(page, 3)
    expect(page.locator(".facts")).to_contain_text("nats per image")
    expect(page.get_by_text("decoded after epoch 40")).to_be_visible()
    expect(page.get_by_role("slider", name="Epoch")).to_be_in_viewport(ratio=1)
    main = page.get_by_test_id("stMain")
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_map_pictures_numbers_and_curve_move_in_step_and_ask_the_server_nothing(page: Page, film: Path) -> None:
    asked: list[object] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: asked.append(frame)))
    scrubbing(page)
    slider = page.get_by_role("slider", name="Epoch")
    before = {which: ink(page, which) for which in ("map", "manifold", "time")}
    numbers = page.locator(".facts").inner_text()
    sent = len(asked)
    slider.evaluate("e => { e.value = 0.7; e.dispatchEvent(new Event('input')) }")
    at(page, 0.7)
    assert all(ink(page, which) != before[which] for which in before)
    expect(page.get_by_text("decoded after epoch 2")).to_be_visible()
    assert page.locator(".facts").inner_text() != numbers
    slider.evaluate("e => e.dispatchEvent(new Event('change'))")  # let go: it comes to rest at a kept epoch
    at(page, 1)
    assert len(asked) == sent


def test_a_step_is_drawn_within_a_few_frames(page: Page, film: Path) -> None:
    scrubbing(page)
    took = page.get_by_role("slider", name="Epoch").evaluate(
        """async (e) => { const map = e.getRootNode().querySelector(".map canvas"), took = [];
        for (let i = 0; i < 40; i++) { const t = 3 * i / 40, begun = performance.now();
          e.value = t; e.dispatchEvent(new Event("input"));
          while (map.dataset.at !== t.toFixed(3)) await new Promise(requestAnimationFrame);
          took.push(performance.now() - begun); }
        return took.sort((a, b) => a - b) }"""
    )
    assert took[20] < 100, took  # ms, median; 17 where nothing else runs


def test_a_rerun_and_another_theme_leave_it_where_it_stands(page: Page, film: Path) -> None:
    scrubbing(page)
    page.get_by_role("slider", name="Epoch").focus()
    page.keyboard.press("Home")
    at(page, 0)
    light = ink(page, "time")
    page.emulate_media(color_scheme="dark")
    page.locator("h1").click()
    page.keyboard.press("r")
    settled(page)
    at(page, 0)
    expect(page.get_by_text("decoded before training")).to_be_visible()
    assert ink(page, "time") != light


def test_keys_go_from_kept_epoch_to_kept_epoch(page: Page, film: Path) -> None:
    scrubbing(page)
    slider = page.get_by_role("slider", name="Epoch")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    at(page, 2)
    page.keyboard.press("Home")
    at(page, 0)
    expect(page.get_by_text("decoded before training")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")  # while the first is still gliding
    at(page, 2)
    expect(page.get_by_text("decoded after epoch 5")).to_be_visible()
    page.keyboard.press("End")
    at(page, 3)


def test_a_place_pointed_at_is_marked_on_both_and_stays_through_the_epochs(page: Page, film: Path) -> None:
    scrubbing(page)
    pane, ring = page.locator(".manifold i"), page.locator(".map i")
    expect(pane).to_be_hidden()
    box = page.locator(".manifold canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] - 5, box["y"] + 5)
    expect(pane).to_have_attribute("data-column", "14")
    expect(pane).to_have_attribute("data-row", "0")
    mark = ring.bounding_box()
    assert mark is not None
    page.get_by_role("slider", name="Epoch").press("Home")
    at(page, 0)
    expect(pane).to_be_visible()
    page.mouse.move(mark["x"] + 8, mark["y"] + 38)  # on the map, below the first one
    expect(pane).to_have_attribute("data-column", "14")
    expect(pane).not_to_have_attribute("data-row", "0")


def test_it_plays_from_the_start_pauses_and_ends(page: Page, film: Path) -> None:
    scrubbing(page)
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.wait_for_timeout(300)
    page.get_by_role("button", name="Pause").click()
    halted = float(page.locator("canvas[data-at]").get_attribute("data-at") or -1)
    assert 0 < halted < 3
    page.wait_for_timeout(200)
    page.get_by_role("button", name="Play").click()
    at(page, 3)
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_a_run_without_a_history_says_how_to_get_one_and_offers_others(page: Page, film: Path) -> None:
    go(page, "history?run=mnist-vae")
    expect(page.get_by_test_id("stAlert")).to_contain_text("mnist-vae kept no history of its training")
    page.get_by_test_id("stMain").get_by_role("button", name="digits-film").click()
    settled(page)
    at(page, 3)
    page.wait_for_url("**/history?run=digits-film")


def test_pca_has_no_epochs(page: Page, film: Path) -> None:
    go(page, "history?run=digits-pca")
    expect(page.get_by_test_id("stAlert")).to_contain_text("digits-pca is a PCA")


def test_a_broken_frame_is_one_sentence_on_the_page(page: Page, server: Server, film: Path) -> None:
    run = server.runs / "digits-broken"
    shutil.copytree(film, run)
    try:
        (run / "history" / "epoch-00002.safetensors").write_bytes(b"cut")
        go(page, "history?run=digits-broken")
        expect(page.get_by_test_id("stAlert")).to_contain_text("is not a whole frame of a history")
    finally:
        shutil.rmtree(run)
