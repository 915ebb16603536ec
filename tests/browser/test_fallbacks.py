"""What a person has where the browser cannot decode: one sentence why, and a click that the server answers."""

from __future__ import annotations

import base64
import io

import numpy as np
import onnx
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from explorer.latent.atlas import Atlas, read
from tests.browser.conftest import Server
from tests.browser.test_drag import at, by_torch, drag, shown, slot
from tests.browser.test_walk import go, rim, settled

pytestmark = pytest.mark.browser

# What an old browser lacks, and how the sentence names it.
LACKING = {
    "DecompressionStream": "delete window.DecompressionStream",
    "Worker": "delete window.Worker",
    "WebAssembly": "delete window.WebAssembly",
    "module workers": "const own = Worker; window.Worker = class extends own { constructor(from) { super(from); } }",
}
NOT_NEEDED = {
    "OffscreenCanvas": "delete window.OffscreenCanvas",
    "WebGL": """const own = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
          return kind.includes("webgl") ? null : own.call(this, kind, ...more);
        }""",
}


def unknown_to_the_browser(decoder: bytes) -> bytes:
    """The decoder with one more step at its end, of a kind that no runtime has."""
    model = onnx.load_model_from_string(decoder)
    made = model.graph.output[0].name
    for node in model.graph.node:
        node.output[:] = ["before" if name == made else name for name in node.output]
    model.graph.node.append(onnx.helper.make_node("Whirl", ["before"], [made], domain="org.example"))
    model.opset_import.append(onnx.helper.make_opsetid("org.example", 1))
    return bytes(model.SerializeToString())


def alone(atlas: Atlas) -> tuple[int, tuple[float, float]]:
    """Of the points without a thumbnail the one farthest from all others on the PCA map, and its place there."""
    xy = atlas.xy["pca"]
    place = (xy - xy.min(0)) / np.ptp(xy, 0)
    apart = np.linalg.norm(place[:, None] - place, axis=2) + np.eye(len(xy))
    least = apart.min(1)
    least[: atlas.meta["thumbs"]] = 0
    target = int(least.argmax())
    return target, (float(place[target, 0]), float(1 - place[target, 1]))


def click(page: Page, x: float, y: float) -> None:
    """Click a place of the whole map, which keeps 24 pixels from the edges of its canvas."""
    (left, top), (right, bottom) = at(page, 0, 0), at(page, 1, 1)
    page.mouse.click(left + 24 + x * (right - left - 48), top + 24 + y * (bottom - top - 48))


def test_an_operator_that_the_browser_lacks_leaves_the_clicks_to_the_server(page: Page, server: Server) -> None:
    run = "fashion-vae"
    file = server.runs / run / "decoder.onnx"
    kept = file.read_bytes()
    try:
        file.write_bytes(unknown_to_the_browser(kept))
        go(page, f"latent_map?run={run}&map=PCA")
        message = page.locator(".slot .message")
        expect(message).to_contain_text(f"The decoder of {run} does not run in this browser (org.example:Whirl")
        atlas = read(server.runs / run)
        target, place = alone(atlas)
        click(page, *place)
        expect(page.get_by_text(f"test image {target}", exact=False)).to_be_visible()
        settled(page)
        source = page.get_by_role("img", name="reconstruction").get_attribute("src") or ""
        with Image.open(io.BytesIO(base64.b64decode(source.split(",")[1]))) as picture:
            pixels = np.asarray(picture.convert("RGB"), int)
        assert np.abs(pixels - by_torch(server, run, atlas.z[target])).max() <= 1
    finally:
        file.write_bytes(kept)


@pytest.mark.parametrize("name", LACKING)
def test_an_old_browser_is_told_what_it_lacks_and_its_clicks_go_on(page: Page, server: Server, name: str) -> None:
    page.add_init_script(LACKING[name])
    go(page, "latent_map?run=digits-vae&map=PCA")
    expect(page.locator(".slot .message")).to_contain_text(f"does not run in this browser (it has no {name}")
    target, pixel = rim(page, server)
    page.mouse.click(*pixel)
    expect(page.get_by_text(f"test image {target}", exact=False)).to_be_visible()


@pytest.mark.parametrize("name", NOT_NEEDED)
def test_the_map_needs_neither_webgl_nor_an_offscreen_canvas(page: Page, server: Server, name: str) -> None:
    page.add_init_script(NOT_NEEDED[name])
    go(page, "latent_map?run=digits-vae&map=PCA&thumbnails=true")
    expect(page.locator("canvas[data-points='360']:not([data-pictures='0'])")).to_be_visible()
    picture = slot(page)
    before = shown(picture)[0]
    drag(page, (0.5, 0.5), (0.3, 0.4))
    page.mouse.up()
    expect(page.get_by_text("The point was left at the code", exact=False)).to_be_visible()
    z, pixels = shown(picture)
    assert np.abs(z - before).max() > 0.01
    assert np.abs(pixels - by_torch(server, "digits-vae", z)).max() <= 2


def test_without_its_script_the_page_still_shows_the_image_and_its_figures(page: Page) -> None:
    page.route("**/point_map.js*", lambda route: route.abort())
    go(page, "latent_map?run=digits-vae&map=PCA")
    expect(page.get_by_text("Failed to load script", exact=False).first).to_be_visible()
    expect(page.get_by_text("test image 0", exact=False)).to_be_visible()
    expect(page.get_by_text("reconstruction", exact=True)).to_be_visible()
    expect(page.get_by_text("Trustworthiness", exact=False)).to_be_visible()
