"""The page that is handed on, opened from a file without any network, in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from explorer.export import export
from explorer.latent.atlas import read
from explorer.latent.handout import handout
from explorer.latent.kit import read_kit
from explorer.training.checkpoint import open_run
from tests.browser.conftest import PROJECT, Server
from tests.browser.test_drag import by_torch, drag, shown, slot
from tests.browser.test_fallbacks import LACKING
from tests.browser.test_walk import go
from tests.latent.test_handout import WILD, WORSE

pytestmark = pytest.mark.browser

Offline = Callable[[Path], Page]


@pytest.fixture
def offline(chromium: Browser) -> Iterator[Offline]:
    """A file opened where there is no network; whatever the page fetches or complains of fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_offline(True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.on("request", lambda r: r.url.startswith(("file:", "blob:", "data:")) or wrong.append(r.url))

    def opened(file: Path) -> Page:
        page.goto(file.as_uri())
        return page

    yield opened
    context.close()
    assert not wrong


def written(run: Path, to: Path) -> Path:
    if not (run / "decoder.onnx").exists():  # most shipped runs come without
        export(open_run(run).model, run, ("decoder",))
    file = to / "map.html"
    file.write_bytes(handout(run, read(run), read_kit(run)))
    return file


@pytest.mark.parametrize("run", ["mnist-vae", "sprites-vae"])
def test_a_drag_decodes_as_torch_does_without_any_network(
    offline: Offline, server: Server, tmp_path: Path, run: str
) -> None:
    page = offline(written(server.runs / run, tmp_path))
    expect(page.locator("canvas[data-points]:not([data-pictures='0'])")).to_be_visible()
    picture = slot(page)
    first, _ = shown(picture)
    assert first == pytest.approx(read(server.runs / run).z[0], abs=1e-6)
    for view in ("UMAP", "PCA"):
        page.get_by_role("button", name=view).click()
        drag(page, (0.5, 0.5), (0.3, 0.4), (0.6, 0.7))
        page.mouse.up()
        page.wait_for_timeout(300)
        z, pixels = shown(picture)
        assert np.abs(z - first).max() > 0.01
        assert np.abs(pixels - by_torch(server, run, z)).max() <= 2


def test_its_buttons_choose_map_and_colour_and_its_caption_warns(
    offline: Offline, server: Server, tmp_path: Path
) -> None:
    page = offline(written(server.runs / "fashion-vae", tmp_path))
    expect(page.get_by_role("button", name="UMAP")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("On a UMAP the distances between groups", exact=False)).to_be_visible()
    canvas = page.locator("canvas[data-points]")
    umap = canvas.evaluate("e => e.toDataURL()")
    page.get_by_role("button", name="PCA").click()
    expect(page.get_by_text("The plane of largest variance", exact=False)).to_be_visible()
    assert canvas.evaluate("e => e.toDataURL()") != umap
    for name, unit in (("Reconstruction error", "per image"), ("KL", "nats")):
        page.get_by_role("button", name=name).click()
        expect(page.locator(f"canvas[data-colour='{name}']")).to_be_visible()
        expect(page.locator(".legend")).to_contain_text(f"{name}, {unit}")
    page.get_by_role("button", name="Label").click()
    expect(page.locator(".legend")).to_contain_text("Sneaker")
    page.get_by_label("Thumbnails").uncheck()
    expect(page.locator("canvas[data-pictures='0']")).to_be_visible()


def test_it_follows_the_theme_of_the_reader(offline: Offline, server: Server, tmp_path: Path) -> None:
    page = offline(written(server.runs / "digits-vae", tmp_path))
    slot(page)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(ground) == "rgb(14, 17, 23)"
    assert page.locator(".frame").evaluate("e => getComputedStyle(e).color") == "rgb(250, 250, 250)"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_names_are_shown_as_they_are_and_do_nothing(offline: Offline, server: Server, tmp_path: Path) -> None:
    run = tmp_path / WILD
    shutil.copytree(PROJECT / "checkpoints" / "digits-vae", run)
    atlas = read(run)
    atlas.meta.update(label_names=[WORSE + str(k) for k in range(10)], data=WORSE)
    file = tmp_path / "map.html"
    file.write_bytes(handout(run, atlas, read_kit(run)))
    page = offline(file)
    slot(page)
    expect(page.locator("h1")).to_have_text(f"The latent space of {WILD}")
    expect(page.locator(".nearest b")).to_have_text(WORSE + "0")
    expect(page.locator(".legend button").first).to_have_text(WORSE + "0")
    assert page.locator("img").count() == 0


def test_an_old_browser_is_told_what_it_lacks(offline: Offline, server: Server, tmp_path: Path) -> None:
    file = written(server.runs / "digits-vae", tmp_path)
    page = offline(file)
    page.add_init_script(LACKING["DecompressionStream"])
    page.reload()
    expect(page.locator(".slot .message")).to_contain_text("The decoder of digits-vae does not run in this browser")
    expect(page.locator("canvas[data-points='360']")).to_be_visible()


def test_the_page_of_the_map_hands_it_out(page: Page, server: Server, tmp_path: Path) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    with page.expect_download() as coming:
        page.get_by_role("button", name="This map as one HTML file").click()
    assert coming.value.suggested_filename == "digits-vae-map.html"
    coming.value.save_as(tmp_path / "map.html")
    run = server.runs / "digits-vae"
    assert (tmp_path / "map.html").read_bytes() == handout(run, read(run), read_kit(run))
