"""Two maps with one point: what is dragged on one is decoded on both, from the same mixture of the same images."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pytest
from playwright.sync_api import Locator, Page, expect
from scipy.spatial import Delaunay

from explorer.latent.atlas import read
from tests.browser.conftest import Server
from tests.browser.test_drag import asked, by_torch, complete, shown
from tests.browser.test_walk import go, settled

pytestmark = pytest.mark.browser

PAD = 24  # pixels between the outermost points of a map and its rim
LEFT, RIGHT = 0, 1


def maps(page: Page, path: str) -> None:
    """Open the page and wait for both pictures."""
    page.goto(f"/{path}")
    expect(page.locator("canvas.picture[data-z]")).to_have_count(2, timeout=180_000)  # a worker writes decoders
    expect(page.locator("[data-test-script-state=running]")).to_have_count(0, timeout=90_000)  # both runs are measured
    settled(page)


def canvas(page: Page, side: int) -> Locator:
    return page.locator("canvas[data-points]").nth(side)


def picture(page: Page, side: int) -> Locator:
    return page.locator("canvas.picture").nth(side)


def drag(page: Page, side: int, *stops: tuple[float, float]) -> None:
    """Press and move over stops, in parts of the map's width and height."""
    box = canvas(page, side).bounding_box()
    assert box is not None
    pixels = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stops]
    page.mouse.move(*pixels[0])
    page.mouse.down()
    for pixel in pixels[1:]:
        page.mouse.move(*pixel, steps=10)
    page.wait_for_timeout(400)


def place(page: Page, side: int) -> npt.NDArray[np.float64]:
    """Where the point stands on a map, in [0, 1], y upwards."""
    words = page.locator(".point").nth(side).evaluate("e => e.style.transform")
    x, y = (float(v) for v in re.findall(r"-?[\d.]+(?=px)", words))
    wide, high = canvas(page, side).evaluate("e => [e.clientWidth, e.clientHeight]")
    return np.array([(x - PAD) / (wide - 2 * PAD), 1 - (y - PAD) / (high - 2 * PAD)])


def mixture(at: npt.NDArray[np.float64], xy: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int64], list[float]]:
    """The corners and weights of a place in the triangulation of a map as it is sent, in 16 bits."""
    low, high = xy.min(0), xy.max(0)
    mesh = Delaunay(((xy - low) / (high - low) * 65535).round())
    simplex = int(mesh.find_simplex(at * 65535))
    assert simplex >= 0, "the place must lie between the points"
    to_corners = mesh.transform[simplex]
    weights = to_corners[:2] @ (at * 65535 - to_corners[2])
    return mesh.simplices[simplex], [*weights, 1 - weights.sum()]


@pytest.mark.parametrize(
    ("data", "view"), [("mnist", "UMAP"), ("mnist", "PCA"), ("digits", "PCA"), ("fashion", "UMAP")]
)
def test_a_drag_on_one_map_decodes_the_same_mixture_on_both_and_asks_the_server_nothing(
    page: Page, server: Server, data: str, view: str
) -> None:
    sent = asked(page)
    maps(page, f"side_by_side?run={data}-vae&map={view}")
    atlases = [read(server.runs / f"{data}-{kind}") for kind in ("ae", "vae")]
    for side in (LEFT, RIGHT):
        assert shown(picture(page, side))[0] == pytest.approx(atlases[side].z[0], abs=1e-6)
    for kind in ("ae", "vae"):
        complete(page, server.runs / f"{data}-{kind}", sent)
    before = len(sent)
    for side, stop in ((LEFT, (0.55, 0.55)), (RIGHT, (0.45, 0.6))):
        drag(page, side, (0.5, 0.4), stop)
        corners, weights = mixture(place(page, side), atlases[side].xy[view.lower()])
        for other, kind in ((LEFT, "ae"), (RIGHT, "vae")):
            z, pixels = shown(picture(page, other))
            scale = float(np.abs(atlases[other].z).max())
            assert z == pytest.approx(weights @ atlases[other].z[corners], abs=2e-3 * scale)
            assert np.abs(pixels - by_torch(server, f"{data}-{kind}", z)).max() <= 2
        assert len(sent) == before
        page.mouse.up()
        page.wait_for_timeout(500)
        before = len(sent)


def test_on_a_linear_map_the_other_point_lies_where_its_mixture_does(page: Page, server: Server) -> None:
    maps(page, "side_by_side?run=mnist-vae&map=PCA")
    drag(page, LEFT, (0.5, 0.5), (0.4, 0.6))
    corners, weights = mixture(place(page, LEFT), read(server.runs / "mnist-ae").xy["pca"])
    xy = read(server.runs / "mnist-vae").xy["pca"]
    expected = (weights @ xy[corners] - xy.min(0)) / np.ptp(xy, 0)
    assert place(page, RIGHT) == pytest.approx(expected, abs=0.01)
    page.mouse.up()


def rightmost(page: Page, server: Server, run: str, side: int) -> tuple[int, tuple[float, float]]:
    """The rightmost point of a run's PCA map, and its pixel on one of the maps."""
    xy = read(server.runs / run).xy["pca"]
    target = int(xy[:, 0].argmax())
    box = canvas(page, side).bounding_box()
    assert box is not None
    up = float((xy[target, 1] - xy[:, 1].min()) / np.ptp(xy[:, 1]))
    return target, (box["x"] + box["width"] - PAD, box["y"] + PAD + (1 - up) * (box["height"] - 2 * PAD))


def test_a_click_selects_on_both_and_for_every_page(page: Page, server: Server) -> None:
    maps(page, "side_by_side?run=digits-vae&map=PCA")
    for side, run in ((LEFT, "digits-ae"), (RIGHT, "digits-vae"), (LEFT, "digits-ae")):
        target, pixel = rightmost(page, server, run, side)
        page.mouse.click(*pixel)
        expect(page.locator(f"canvas[data-points][data-selected='{target}']")).to_have_count(2)
        expect(page.get_by_text(f"digits, test image {target} ", exact=False)).to_be_visible()
        settled(page)
        for k, kind in enumerate(("ae", "vae")):
            assert shown(picture(page, k))[0] == pytest.approx(read(server.runs / f"digits-{kind}").z[target], abs=1e-6)
    page.get_by_role("link", name="Latent map").click()
    expect(page.get_by_text(f"test image {target}", exact=False)).to_be_visible()


def test_keys_move_both_points(page: Page, server: Server) -> None:
    maps(page, "side_by_side?run=digits-vae&map=PCA")
    canvas(page, RIGHT).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)
    index = int(page.locator(".lens").nth(RIGHT).locator("span").inner_text().rsplit(" ", 1)[1])
    for side, kind in enumerate(("ae", "vae")):
        assert shown(picture(page, side))[0] == pytest.approx(read(server.runs / f"digits-{kind}").z[index], abs=1e-6)
    page.keyboard.press("Enter")
    expect(page.locator(f"canvas[data-points][data-selected='{index}']")).to_have_count(2)
    before = shown(picture(page, LEFT))[0]
    page.keyboard.press("Shift+ArrowLeft")
    page.wait_for_timeout(400)
    assert np.abs(shown(picture(page, LEFT))[0] - before).max() > 1e-3


def test_another_run_on_the_right_joins_where_the_point_stands(page: Page, server: Server) -> None:
    maps(page, "side_by_side?run=mnist-vae&map=UMAP")
    drag(page, LEFT, (0.5, 0.4), (0.55, 0.55))
    page.mouse.up()
    corners, weights = mixture(place(page, LEFT), read(server.runs / "mnist-ae").xy["umap"])
    settled(page)
    page.get_by_test_id("stSelectbox").nth(-1).locator("input").click()
    page.keyboard.type("mnist-pca")  # a long list holds only what is in sight
    page.get_by_role("option", name="mnist-pca").click()
    page.wait_for_url(re.compile("right=mnist-pca"))
    expect(page.get_by_text("mnist-pca: PCA", exact=False)).to_be_visible()
    settled(page)
    expect(page.locator("canvas.picture[data-z]")).to_have_count(2)
    page.wait_for_timeout(500)
    z, _ = shown(picture(page, RIGHT))
    expected = weights @ read(server.runs / "mnist-pca").z[corners]
    assert z == pytest.approx(expected, abs=2e-3 * float(np.abs(expected).max() + 1))
    drag(page, LEFT, (0.5, 0.4), (0.4, 0.6))
    page.mouse.up()
    moved, pixels = shown(picture(page, RIGHT))
    assert np.abs(moved - z).max() > 0.01
    assert np.abs(pixels - by_torch(server, "mnist-pca", moved)).max() <= 2


def test_runs_of_other_data_are_not_linked_and_it_is_said(page: Page) -> None:
    maps(page, "side_by_side?left=digits-ae&right=mnist-vae&map=PCA")
    expect(page.get_by_text("these are not the same images", exact=False)).to_be_visible()
    before = picture(page, RIGHT).get_attribute("data-z")
    drag(page, LEFT, (0.5, 0.5), (0.4, 0.6))
    page.mouse.up()
    settled(page)
    assert picture(page, RIGHT).get_attribute("data-z") == before


def test_the_same_run_twice_is_no_error(page: Page) -> None:
    maps(page, "side_by_side?left=digits-vae&right=digits-vae")
    drag(page, RIGHT, (0.5, 0.5), (0.4, 0.6))
    page.mouse.up()
    assert picture(page, LEFT).get_attribute("data-z") == picture(page, RIGHT).get_attribute("data-z")


def test_another_theme_and_another_projection_keep_both_maps_together(page: Page) -> None:
    maps(page, "side_by_side?run=digits-vae&map=PCA")
    drag(page, LEFT, (0.5, 0.5), (0.4, 0.6))
    page.mouse.up()
    settled(page)
    before = [picture(page, side).get_attribute("data-z") for side in (LEFT, RIGHT)]
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(800)
    assert [picture(page, side).get_attribute("data-z") for side in (LEFT, RIGHT)] == before
    page.get_by_role("radio", name="UMAP").click()
    page.wait_for_timeout(1000)
    settled(page)
    drag(page, RIGHT, (0.5, 0.5), (0.3, 0.4))
    page.mouse.up()
    after = [picture(page, side).get_attribute("data-z") for side in (LEFT, RIGHT)]
    assert all(a != b for a, b in zip(after, before, strict=True))


def boxes(page: Page) -> Iterator[dict[str, float]]:
    for side, name in itertools.product((LEFT, RIGHT), (".map", ".slot", ".slot .made", ".nearest", ".head", ".tools")):
        box = page.locator(name).nth(side).bounding_box()
        assert box is not None, name
        yield {"side": side, **box}


@pytest.mark.parametrize("data", ["mnist", "fashion", "digits"])
def test_nothing_overflows_and_both_maps_are_of_one_height(page: Page, data: str) -> None:
    maps(page, f"side_by_side?run={data}-vae&map=UMAP")
    main = page.get_by_test_id("stMain")
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    drag(page, LEFT, (0.5, 0.5), (0.4, 0.6))
    page.mouse.up()
    frames = [page.locator(".frame").nth(side).bounding_box() for side in (LEFT, RIGHT)]
    assert frames[LEFT] is not None
    assert frames[RIGHT] is not None
    assert frames[LEFT]["x"] + frames[LEFT]["width"] < frames[RIGHT]["x"]
    for box in boxes(page):
        frame = frames[int(box["side"])]
        assert frame is not None
        assert box["x"] >= frame["x"] - 8.5  # the tools' own rim
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 0.5
    for name in (".map", ".slot"):
        left, right = (page.locator(name).nth(side).bounding_box() for side in (LEFT, RIGHT))
        assert left is not None
        assert right is not None
        assert (left["y"], left["height"]) == (right["y"], right["height"])
    for side in (LEFT, RIGHT):
        slot = page.locator(".slot").nth(side)
        assert slot.evaluate("e => e.scrollHeight <= e.clientHeight")
        assert picture(page, side).evaluate("e => e.getBoundingClientRect().width") >= 192


def test_the_holes_are_counted_on_both_sides(page: Page) -> None:
    maps(page, "side_by_side?run=mnist-vae&map=UMAP")
    lines = page.get_by_text("of the plane between the points does not come back", exact=False)
    expect(lines).to_have_count(2)
    ae, vae = (int(words.split("%")[0]) for words in lines.all_inner_texts())
    assert ae > 3 * vae
    expect(page.get_by_text("2,000 codes", exact=False)).to_be_visible()


def test_the_latent_map_leads_through_the_training_where_there_is_a_history(page: Page) -> None:
    go(page, "latent_map?run=digits-vae")
    page.get_by_role("link", name="Through training: this map").click()
    expect(page.locator("h1")).to_have_text("Through training")
    page.wait_for_url(re.compile("run=digits-vae"))
    expect(page.locator("canvas[data-ready]")).to_be_visible()
    go(page, "latent_map?run=digits-ae")
    expect(page.get_by_role("link", name="Through training: this map")).to_have_count(0)
