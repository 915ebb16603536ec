"""What a person does from the map, with no word to the server: paths, the lasso, attribute vectors, the manifold."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from explorer.component.point_map import plane
from explorer.latent.atlas import read
from explorer.latent.interpolation import lerp, slerp
from tests.browser.conftest import Server
from tests.browser.test_drag import asked, at, by_torch, drag, shown, slot
from tests.browser.test_walk import go, settled

pytestmark = pytest.mark.browser

PAD = 24  # pixels between the outermost points and the rim of the map
HEARD = """() => document.addEventListener('decoded', e => {
    const root = e.composedPath()[0].getRootNode(), cells = root.querySelector('canvas.manifold').dataset.cells
    ;(window.heard ??= []).push({ z: root.querySelector('.picture').dataset.z.split(',').map(Number), done: !!cells })
})"""
SLIDE = "(e, v) => { e.value = v; e.dispatchEvent(new Event('input')) }"

Floats = npt.NDArray[np.float32]
Line = list[tuple[float, float]]


def opened(page: Page, run: str, view: str) -> Locator:
    """The picture in the slot, once all that the page asks of the server is asked."""
    go(page, f"latent_map?run={run}&map={view}")
    page.locator("canvas.picture[data-z]").wait_for()
    picture = slot(page)
    settled(page)
    page.wait_for_timeout(300)
    return picture


def becomes(page: Page, value: Callable[[], npt.NDArray[Any]], wanted: npt.NDArray[Any], most: float) -> None:
    """Wait until no number is off by more than `most`."""
    for _ in range(100):
        if np.abs(value() - wanted).max() <= most:
            return
        page.wait_for_timeout(50)
    assert value() == pytest.approx(wanted, abs=most)


def put(page: Page, key: str, x: float, y: float) -> Floats:
    """Set an anchor where a drag ends; its code."""
    drag(page, (0.5, 0.5), (x, y))
    page.mouse.up()
    settled(page)
    page.locator("canvas[data-points]").focus()
    page.keyboard.press(key)
    return shown(page.locator(f".anchors .{key.upper()} canvas[data-z]"))[0]


def circle(x: float, y: float, r: float) -> Line:
    return [(x + r * math.cos(k * math.pi / 12), y + r * math.sin(k * math.pi / 12)) for k in range(24)]


def lasso(page: Page, line: Line) -> None:
    button = page.get_by_role("button", name="Lasso")
    if button.get_attribute("aria-pressed") == "false":
        button.click()
    drag(page, *line, steps=2)
    page.mouse.up()


def inside(page: Page, server: Server, run: str, view: str, line: Line) -> tuple[set[int], set[int]]:
    """The points that the line goes round for certain, and those that lie within two pixels of it."""
    xy = read(server.runs / run).xy[view.lower()]
    box = page.locator("canvas[data-points]").bounding_box()
    assert box is not None
    size = np.array([box["width"], box["height"]])
    place = (xy - xy.min(0)) / np.ptp(xy, 0)
    pixel = PAD + np.stack([place[:, 0], 1 - place[:, 1]], 1) * (size - 2 * PAD)
    corners = np.array(line) * size
    rays = corners[None] - pixel[:, None]  # (n, corners, 2)
    after = np.roll(rays, -1, axis=1)
    cross = rays[..., 0] * after[..., 1] - rays[..., 1] * after[..., 0]
    turns = np.arctan2(cross, (rays * after).sum(-1)).sum(1) / (2 * np.pi)
    way = after - rays
    part = np.clip(-(rays * way).sum(-1) / (way**2).sum(-1), 0, 1)
    apart = np.linalg.norm(rays + part[..., None] * way, axis=-1).min(1)
    close = apart < 2
    return set(np.flatnonzero((np.abs(turns) > 0.5) & ~close)), set(np.flatnonzero(close))


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as found:
        page.get_by_role("button", name=name).click()
    return Path(found.value.path()).read_bytes()


def table(page: Page) -> tuple[list[int], list[int], Floats]:
    """Image, label and code of what is chosen, as its CSV has them."""
    head, *rows = csv.reader(io.StringIO(downloaded(page, "Codes as CSV").decode()))
    assert head == ["image", "label", *(f"z{k}" for k in range(len(head) - 2))]
    return [int(r[0]) for r in rows], [int(r[1]) for r in rows], np.array([r[2:] for r in rows], np.float32)


def test_a_path_is_set_by_keys_played_and_saved_and_says_nothing_to_the_server(page: Page, server: Server) -> None:
    sent = asked(page)
    picture = opened(page, "mnist-vae", "PCA")
    expect(page.locator(".tray")).to_have_js_property("offsetHeight", 0)
    a, b = put(page, "a", 0.25, 0.35), put(page, "b", 0.75, 0.6)
    expect(page.locator(".strip[data-pictures='8']")).to_be_visible()
    before = len(sent)
    page.evaluate(HEARD)
    page.keyboard.press("p")
    page.wait_for_function("() => window.heard?.length > 30")
    spot = page.locator(".point").evaluate("e => e.style.transform")
    page.wait_for_timeout(200)
    assert page.locator(".point").evaluate("e => e.style.transform") != spot
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    codes = np.array([h["z"] for h in page.evaluate("() => window.heard")])
    arc = slerp(torch.from_numpy(a), torch.from_numpy(b), 4001).numpy()
    apart = np.linalg.norm(codes[:, None] - arc[None], axis=-1)
    assert apart.min(1).max() < np.linalg.norm(arc[1] - arc[0])
    assert len(set(apart.argmin(1))) > 20
    for kind, path in (("slerp", slerp), ("lerp", lerp)):
        page.get_by_role("button", name=kind, exact=True).click()
        page.locator(".anchors .t").evaluate(SLIDE, 0.25)
        z = path(torch.from_numpy(a), torch.from_numpy(b), 5)[1].numpy()
        becomes(page, lambda: shown(picture)[0], z, 1e-5)
        assert np.abs(shown(picture)[1] - by_torch(server, "mnist-vae", z)).max() <= 2
    expect(page.locator(".strip[data-pictures='8']")).to_be_visible()
    strip = np.asarray(Image.open(io.BytesIO(downloaded(page, "Save as PNG"))).convert("RGB")).astype(int)
    assert strip.shape == (112, 8 * 120 - 8, 3)
    for z, left in ((a, 0), (b, 7 * 120)):
        assert np.abs(strip[2::4, left + 2 : left + 112 : 4] - by_torch(server, "mnist-vae", z)).max() <= 2
    assert len(sent) == before


def test_playing_stops_for_a_drag_and_a_hidden_tab_and_another_map_keeps_the_anchors(page: Page) -> None:
    opened(page, "digits-vae", "PCA")
    a, _ = put(page, "a", 0.25, 0.35), put(page, "b", 0.75, 0.6)
    play = page.locator(".anchors .play")
    page.keyboard.press("p")
    expect(play).to_have_text("Pause")
    drag(page, (0.5, 0.5), (0.4, 0.4))
    expect(play).to_have_text("Play")
    page.mouse.up()
    play.click()
    expect(play).to_have_text("Pause")
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(play).to_have_text("Play")
    way = page.locator(".trail .line").get_attribute("d")
    settled(page)
    page.get_by_role("radio", name="UMAP").click()
    expect(page.get_by_text("On a UMAP", exact=False)).to_be_visible()
    settled(page)
    expect(page.locator(".flag")).to_have_count(2)
    expect(page.locator(".trail .line")).not_to_have_attribute("d", way or "")
    kept = page.locator(".anchors .A canvas").get_attribute("data-z") or ""
    assert np.array(kept.split(","), np.float32) == pytest.approx(a)
    page.locator(".anchors .clear").click()
    expect(page.locator(".flag")).to_have_count(0)
    expect(page.locator(".tray")).to_have_js_property("offsetHeight", 0)


def test_the_lasso_chooses_what_it_goes_round_and_the_files_hold_it(page: Page, server: Server) -> None:
    sent = asked(page)
    opened(page, "mnist-vae", "UMAP")
    atlas, before, line = read(server.runs / "mnist-vae"), len(sent), circle(0.4, 0.5, 0.13)
    lasso(page, line)
    expect(page.locator(".chosen .count")).to_be_visible()
    index, label, z = table(page)
    sure, close = inside(page, server, "mnist-vae", "UMAP", line)
    assert len(sure) > 50
    assert sure <= set(index) <= sure | close
    assert label == atlas.label[index].tolist()
    assert np.array_equal(z, atlas.z[index])
    with np.load(io.BytesIO(downloaded(page, "Codes as NPZ")), allow_pickle=False) as file:
        assert {name: file[name].dtype.kind for name in file} == {"z": "f", "index": "i", "label": "i"}
        assert np.array_equal(file["z"], z)
        assert (file["index"].tolist(), file["label"].tolist()) == (index, label)
    mean, pixels = shown(page.locator("canvas.mean[data-z]"))
    assert mean == pytest.approx(atlas.z[index].mean(0), abs=1e-5)
    assert np.abs(pixels - by_torch(server, "mnist-vae", mean)).max() <= 2

    words = page.locator(".chosen .count").inner_text()
    lasso(page, circle(0.03, 0.05, 0.02))
    expect(page.get_by_text("No image lies inside of this line", exact=False)).to_be_visible()
    expect(page.locator(".chosen .count")).to_have_text(words)
    page.keyboard.down("Shift")
    lasso(page, circle(0.6, 0.5, 0.1))
    page.keyboard.up("Shift")
    expect(page.locator(".chosen .count")).not_to_have_text(words)
    assert set(index) < set(table(page)[0])
    page.locator(".legend button").filter(has_text="8").click()
    lasso(page, line)
    page.wait_for_timeout(100)
    index, label, _ = table(page)
    assert 8 not in label
    assert set(index) >= {i for i in sure if atlas.label[i] != 8}
    assert len(sent) == before


def test_two_groups_are_a_vector_that_moves_the_point_from_where_it_stood(page: Page) -> None:
    sent = asked(page)
    picture = opened(page, "mnist-vae", "UMAP")
    before, means = len(sent), []
    for name, line in (("Group 1", circle(0.4, 0.5, 0.1)), ("Group 2", circle(0.62, 0.5, 0.1))):
        lasso(page, line)
        page.get_by_role("button", name=name).click()
        means.append(table(page)[2].mean(0))
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Lasso")).to_have_attribute("aria-pressed", "false")
    assert len(sent) == before
    vector = means[1] - means[0]
    expect(page.locator(".vector")).to_contain_text(f"length {np.linalg.norm(vector):.2f}")
    slider = page.locator(".strength")
    stood = shown(picture)[0]
    for strength in (1.5, -0.5):
        slider.evaluate(SLIDE, strength)
        becomes(page, lambda: shown(picture)[0], stood + strength * vector, 1e-4)
    page.get_by_role("button", name="Reset").nth(1).click()
    becomes(page, lambda: shown(picture)[0], stood, 1e-6)
    slider.evaluate(SLIDE, 2)
    assert len(sent) == before
    drag(page, (0.5, 0.5), (0.3, 0.4))
    expect(slider).to_have_js_property("value", "0")
    page.mouse.up()
    settled(page)
    stood = shown(picture)[0]
    slider.evaluate(SLIDE, 1)
    becomes(page, lambda: shown(picture)[0], stood + vector, 1e-4)


def middle(page: Page) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The centre of the cell in the middle of the manifold, and the size of the map, in pixels."""
    size = np.array(page.locator("canvas.manifold").evaluate("e => [e.width, e.height]"), float)
    return size / 2 + np.where(size // 60 % 2 == 0, 30, 0), size


def cell(page: Page) -> npt.NDArray[np.int64]:
    """The picture in the middle of the manifold, which stands there at two to one, without its frame."""
    corner = [math.floor(v - 28 + 0.5) for v in middle(page)[0]]
    pixels = page.locator("canvas.manifold").evaluate(
        "(e, b) => [...e.getContext('2d').getImageData(...b, 56, 56).data]", corner
    )
    return np.array(pixels).reshape(56, 56, 4)[2:-2:2, 2:-2:2, :3]


def test_the_manifold_has_the_picture_of_each_place_and_of_each_after_a_zoom(page: Page, server: Server) -> None:
    opened(page, "mnist-vae", "PCA")
    page.get_by_role("button", name="Manifold").click()
    grid = page.locator("canvas.manifold[data-cells]")
    assert int(grid.get_attribute("data-cells") or 0) >= 60
    corner, right, up = np.array(plane(read(server.runs / "mnist-vae"), "pca"))
    for zoom in (1, 1.5):
        centre, size = middle(page)
        x, y = 0.5 + (centre - size / 2) / (size - 2 * PAD) / zoom
        z = (corner + x * right + (1 - y) * up).astype(np.float32)
        becomes(page, lambda: cell(page), by_torch(server, "mnist-vae", z)[1:-1, 1:-1], 2)
        page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Manifold").click()
    expect(page.locator("canvas.manifold[data-cells]")).to_have_count(0)


def test_off_the_data_the_manifold_says_so_and_outside_of_a_umap_there_is_none(page: Page) -> None:
    opened(page, "digits-ae", "PCA")
    page.get_by_role("button", name="Manifold").click()
    grid = page.locator("canvas.manifold[data-cells]")
    cells, off = (int(grid.get_attribute(f"data-{name}") or 0) for name in ("cells", "off"))
    assert 0 < off < cells
    settled(page)
    page.get_by_role("radio", name="UMAP").click()
    expect(page.get_by_text("On a UMAP", exact=False)).to_be_visible()
    expect(page.locator(f"canvas.manifold[data-cells]:not([data-cells='{cells}'])")).to_be_visible()
    wide, high = grid.evaluate("e => [e.width, e.height]")
    covered = "(e, b) => e.getContext('2d').getImageData(...b).data.filter((v, i) => i % 4 === 3 && v > 0).length"
    assert grid.evaluate(covered, [wide // 3, high // 3, 150, 150]) > 150 * 150 / 2
    assert grid.evaluate(covered, [0, 0, 60, 60]) == 0


def test_a_drag_goes_first_while_the_manifold_is_decoded(page: Page) -> None:
    sent = asked(page)
    opened(page, "sprites-vae", "UMAP")
    before = len(sent)
    page.evaluate(HEARD)
    drag(page, (0.5, 0.5), (0.45, 0.5))
    page.locator(".tools .grid").evaluate("e => e.click()")
    x, y = at(page, 0.45, 0.5)
    for k in range(40):
        page.mouse.move(x - 2 * k, y)
    page.locator("canvas.manifold[data-cells]").wait_for()
    answered = page.evaluate("() => window.heard.filter(h => !h.done).length")
    assert answered >= 10
    assert len(sent) == before
    page.mouse.up()
