"""The drag over the map: decoded in the browser by the run's own decoder, with no word to the server."""

from __future__ import annotations

import base64
import io
import re
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import torch
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from scipy.spatial import Delaunay
from streamlit.proto.BackMsg_pb2 import BackMsg

from explorer.latent.atlas import read
from explorer.metrics.neighbours import usual_distance
from explorer.pictures import to_uint8
from explorer.training.checkpoint import open_run
from tests.browser.conftest import Server
from tests.browser.test_walk import go, rim, settled

pytestmark = pytest.mark.browser


def slot(page: Page) -> Locator:
    """The decoded picture, once there is one: of some shipped runs a worker writes the decoder first."""
    picture = page.locator("canvas.picture[data-z]")
    expect(picture).to_be_visible(timeout=120_000)
    return picture


def at(page: Page, x: float, y: float) -> tuple[float, float]:
    """The pixel at these parts of the map's width and height."""
    box = page.locator("canvas[data-points]").bounding_box()
    assert box is not None
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def shown(picture: Locator) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """The code of the slot and its picture (H, W, 3)."""
    z, wide, pixels = picture.evaluate(
        "e => [e.dataset.z, e.width, [...e.getContext('2d').getImageData(0, 0, e.width, e.height).data]]"
    )
    return np.array(z.split(","), np.float32), np.array(pixels).reshape(-1, wide, 4)[..., :3]


def by_torch(server: Server, run: str, z: npt.NDArray[np.float32]) -> npt.NDArray[np.int64]:
    model = open_run(server.runs / run).model.cpu().eval()
    with torch.inference_mode():
        made = to_uint8(model.decode(torch.from_numpy(z[None])))[0]  # type: ignore[operator]
    return np.broadcast_to(made.transpose(1, 2, 0), (*made.shape[1:], 3)).astype(int)


def drag(page: Page, *stops: tuple[float, float], steps: int = 15) -> None:
    page.mouse.move(*at(page, *stops[0]))
    page.mouse.down()
    for stop in stops[1:]:
        page.mouse.move(*at(page, *stop), steps=steps)


def asked(page: Page) -> list[bytes]:
    """What the page will ask of the server from now on, but for the clock of the sidebar's list of jobs."""
    sent: list[bytes] = []

    def hear(frame: str | bytes) -> None:
        message = BackMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
        if not message.rerun_script.is_auto_rerun:
            sent.append(bytes(frame, "utf-8") if isinstance(frame, str) else frame)

    page.on("websocket", lambda socket: socket.on("framesent", hear))
    return sent


def complete(page: Page, run: Path, sent: list[bytes]) -> None:
    """Wait until a run's encoder is written and the page no longer asks for it."""
    end = time.monotonic() + 120
    while not (run / "encoder.onnx").exists() and time.monotonic() < end:
        page.wait_for_timeout(200)
    quiet = -1
    while len(sent) != quiet and time.monotonic() < end:
        quiet = len(sent)
        page.wait_for_timeout(3000)
    settled(page)


@pytest.mark.parametrize(
    ("run", "view"),
    [(run, view) for run in ("digits-vae", "mnist-vae") for view in ("PCA", "UMAP")] + [("sprites-vae", "UMAP")],
)
def test_a_drag_decodes_as_torch_does_and_says_nothing_to_the_server(
    page: Page, server: Server, run: str, view: str
) -> None:
    sent = asked(page)
    go(page, f"latent_map?run={run}&map={view}")
    picture = slot(page)
    settled(page)
    first, _ = shown(picture)
    assert first == pytest.approx(read(server.runs / run).z[0], abs=1e-6)
    complete(page, server.runs / run, sent)
    before = len(sent)
    assert before > 0
    drag(page, (0.5, 0.5), (0.3, 0.4), (0.6, 0.7))
    page.wait_for_timeout(300)
    assert len(sent) == before
    page.mouse.up()
    page.wait_for_timeout(300)
    assert len(sent) == before + 1
    expect(page.get_by_text("The point was left at the code", exact=False)).to_be_visible()
    z, pixels = shown(picture)
    assert np.abs(z - first).max() > 0.01
    assert np.abs(pixels - by_torch(server, run, z)).max() <= 2
    expect(page.get_by_text("test image 0", exact=False)).to_be_visible()  # a drag selects nothing


@pytest.mark.parametrize(
    ("run", "says", "of"),
    [("digits-vae", "ELBO −", "of 360 test images"), ("mnist-ae", "encoded again", "of 1,000 decoded pictures")],
)
def test_the_point_that_was_left_is_decoded_by_torch_beside_what_is_near_it(
    page: Page, server: Server, run: str, says: str, of: str
) -> None:
    go(page, f"latent_map?run={run}&map=PCA")
    slot(page)
    expect(page.get_by_text("decoded by torch")).to_have_count(0)
    drag(page, (0.5, 0.5), (0.35, 0.45))
    page.mouse.up()
    expect(page.get_by_text("decoded by torch")).to_be_visible()
    settled(page)
    z, _ = shown(slot(page))
    made = page.locator("figure", has_text="decoded by torch").locator("img")
    pixels = Image.open(io.BytesIO(base64.b64decode((made.get_attribute("src") or "").split(",")[1])))
    assert np.abs(np.asarray(pixels).astype(int) - by_torch(server, run, z)[..., 0]).max() <= 1
    nearest = np.linalg.norm(read(server.runs / run).z[:1000] - z, axis=1).min()
    expect(page.get_by_text(f"{nearest:.2f} away", exact=True).first).to_be_visible()
    for words in (says, "cycle error", "in latent space, decoded", of):
        expect(page.get_by_text(words, exact=False).first).to_be_visible()
    target, pixel = rim(page, server, run)
    page.mouse.click(*pixel)
    expect(page.get_by_text(f"test image {target}", exact=False)).to_be_visible()
    expect(page.get_by_text("decoded by torch")).to_have_count(0)


def test_home_decodes_while_the_point_is_dragged(page: Page) -> None:
    go(page, "")
    picture = slot(page)
    before = picture.evaluate("e => e.toDataURL()")
    drag(page, (0.5, 0.5), (0.9, 0.35))
    expect(picture).not_to_have_attribute("data-z", "")
    assert picture.evaluate("e => e.toDataURL()") != before
    assert picture.evaluate("e => e.getBoundingClientRect().width") >= 192
    expect(page.locator(".nearest canvas[data-index]")).to_be_visible()


def test_on_a_point_the_code_is_that_point_s(page: Page, server: Server) -> None:
    go(page, "latent_map?run=mnist-vae&map=UMAP")
    picture = slot(page)
    page.locator("canvas[data-points]").focus()
    page.keyboard.press("ArrowRight")
    words = page.locator(".lens").locator("span").inner_text()
    index = int(words.rsplit(" ", 1)[1])
    z = read(server.runs / "mnist-vae").z[index]
    expect(picture).not_to_have_attribute("data-z", "")
    page.wait_for_function("() => true")
    page.wait_for_timeout(300)
    assert shown(picture)[0] == pytest.approx(z, abs=1e-6)
    assert picture.get_attribute("data-off") == "false"


def test_the_cycle_error_is_torch_s_and_the_nearest_image_is_a_real_one(page: Page, server: Server) -> None:
    go(page, "latent_map?run=digits-vae&map=UMAP")
    expect(page.locator(".nearest canvas[data-real=true]")).to_have_count(0)  # on an image, none is the nearest
    slot(page)
    expect(page.get_by_text("encoded again", exact=False)).to_be_visible()
    drag(page, (0.5, 0.5), (0.3, 0.4))
    expect(page.get_by_text("nearest real image", exact=True)).to_be_visible()
    page.wait_for_timeout(300)
    z, _ = shown(page.locator("canvas.picture"))
    model = open_run(server.runs / "digits-vae").model.cpu().eval()
    with torch.inference_mode():
        back = model.encode(model.decode(torch.from_numpy(z[None])))[0].numpy()  # type: ignore[operator]
    cycle = float(page.locator("canvas.picture").get_attribute("data-cycle") or "nan")
    assert cycle == pytest.approx(float(np.linalg.norm(back - z)), rel=1e-3)


def test_between_the_clusters_of_an_autoencoder_the_way_back_tells_that_it_is_off_the_data(
    page: Page, server: Server
) -> None:
    atlas, model = read(server.runs / "mnist-ae"), open_run(server.runs / "mnist-ae").model.cpu().eval()
    xy = atlas.xy["umap"]
    xy = (xy - xy.min(0)) / np.ptp(xy, 0)
    mesh = Delaunay(xy)
    spots = np.random.default_rng(0).uniform(0.2, 0.8, (400, 2))
    spots = spots[mesh.find_simplex(spots) >= 0]
    inside = mesh.transform[mesh.find_simplex(spots)]
    two = np.einsum("nij,nj->ni", inside[:, :2], spots - inside[:, 2])
    weights = np.c_[two, 1 - two.sum(1)]
    z = (weights[..., None] * atlas.z[mesh.simplices[mesh.find_simplex(spots)]]).sum(1).astype(np.float32)
    with torch.inference_mode():
        back = model.encode(model.decode(torch.from_numpy(z))).numpy()  # type: ignore[operator]
    worst = int(np.linalg.norm(back - z, axis=1).argmax())
    assert np.linalg.norm(atlas.z - z[worst], axis=1).min() < usual_distance(atlas.z)  # by distance it would be on it
    go(page, "latent_map?run=mnist-ae&map=UMAP")
    slot(page)
    expect(page.get_by_text("encoded again", exact=False)).to_be_visible()
    width, height = page.locator("canvas[data-points]").evaluate("e => [e.clientWidth, e.clientHeight]")
    x, y = ((24 + part * (side - 48)) / side for part, side in zip(spots[worst], (width, height), strict=True))
    drag(page, (0.5, 0.5), (x, 1 - y))
    expect(page.locator("canvas.picture")).to_have_attribute("data-off", "true")
    expect(page.locator(".cycle.reason")).to_be_visible()
    expect(page.locator(".distance.reason")).to_have_count(0)


def test_keys_move_the_point_into_the_open(page: Page) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    picture = slot(page)
    settled(page)
    z, _ = shown(picture)
    page.locator("canvas[data-points]").focus()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowUp")
    expect(page.get_by_text("The point was left at the code", exact=False)).to_be_visible()
    moved, _ = shown(picture)
    assert np.abs(moved - z).max() > 0.01


def test_off_the_data_is_said_and_shown(page: Page, server: Server) -> None:
    go(page, "latent_map?run=digits-ae&map=PCA")
    picture = slot(page)
    expect(page.get_by_text("on the data", exact=True)).to_be_visible()
    atlas = read(server.runs / "digits-ae")
    drag(page, (0.5, 0.5), (0.01, 0.01))  # a corner of the map, which a 2-d cloud of points leaves empty
    expect(picture).to_have_attribute("data-off", "true")
    expect(page.get_by_text("off the data", exact=True)).to_be_visible()
    z, _ = shown(picture)
    assert np.linalg.norm(atlas.z - z, axis=1).min() > 0.5
    target, pixel = rim(page, server, "digits-ae")
    page.mouse.up()
    page.mouse.click(*pixel)
    expect(picture).to_have_attribute("data-off", "false")
    assert shown(picture)[0] == pytest.approx(atlas.z[target], abs=1e-6)


def test_the_hand_and_the_right_button_move_the_map_and_not_the_point(page: Page) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    picture = slot(page)
    before = picture.get_attribute("data-z")
    page.mouse.move(*at(page, 0.5, 0.5))
    page.mouse.wheel(0, -240)
    expect(page.locator("canvas[data-zoom='1.62']")).to_be_visible()
    canvas = page.locator("canvas[data-points]")
    was = canvas.evaluate("e => e.toDataURL()")
    page.get_by_role("button", name="Hand").click()
    drag(page, (0.5, 0.5), (0.4, 0.4))
    page.mouse.up()
    page.wait_for_timeout(200)
    assert canvas.evaluate("e => e.toDataURL()") != was
    assert picture.get_attribute("data-z") == before


def test_another_theme_keeps_the_point(page: Page) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    picture = slot(page)
    drag(page, (0.5, 0.5), (0.3, 0.4))
    page.mouse.up()
    settled(page)
    before = picture.get_attribute("data-z")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(800)
    assert picture.get_attribute("data-z") == before
    expect(page.locator(".point")).to_be_visible()
    drag(page, (0.3, 0.4), (0.6, 0.6))
    expect(picture).not_to_have_attribute("data-z", before or "")


@pytest.mark.parametrize(
    ("colour", "unit"),
    [("KL", "nats"), ("Reconstruction error", "per image"), ("Density", "nats (log)"), ("Anomaly", "of 1")],
)
def test_another_colour_and_another_map_keep_the_slot_alive(page: Page, server: Server, colour: str, unit: str) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    picture = slot(page)
    page.get_by_role("radio", name=colour).click()
    expect(page.locator(f"canvas[data-colour='{colour}']")).to_be_visible()
    expect(page.locator(".nearest")).to_contain_text(unit)
    drag(page, (0.5, 0.5), (0.3, 0.4))
    page.mouse.up()
    settled(page)
    page.get_by_role("radio", name="UMAP").click()
    expect(page.get_by_text("On a UMAP", exact=False)).to_be_visible()
    settled(page)
    expect(picture).to_have_attribute("data-off", "false")  # back on the selected one, since the place is gone
    assert shown(picture)[0] == pytest.approx(read(server.runs / "digits-vae").z[0], abs=1e-6)


def test_what_the_sprites_were_drawn_from_colours_them_and_stays_in_the_link(page: Page) -> None:
    go(page, "latent_map?run=sprites-vae")
    page.get_by_role("combobox", name="Colour by").click()
    page.get_by_role("option", name="Angle").click()
    expect(page.locator("canvas[data-colour='Angle']")).to_be_visible()
    expect(page).to_have_url(re.compile("colour=Angle"))
    page.reload()
    expect(page.locator("canvas[data-colour='Angle']")).to_be_visible()
    go(page, "latent_map?run=digits-vae&colour=Angle")  # which has no angles
    expect(page.locator("canvas[data-colour='label']")).to_be_visible()


def test_a_run_that_is_changed_brings_its_own_decoder(page: Page, server: Server) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    slot(page)
    page.get_by_role("link", name="Home").click()
    expect(page.locator("h1")).to_have_text("Latent Explorer")
    settled(page)
    go(page, "?run=fashion-vae")
    picture = slot(page)
    z, pixels = shown(picture)
    assert len(z) == 16
    assert np.abs(pixels - by_torch(server, "fashion-vae", z)).max() <= 2


def test_a_decoder_that_does_not_load_is_one_sentence_and_clicks_go_on(page: Page, server: Server) -> None:
    page.route("**/*.wasm.gz", lambda route: route.abort())
    go(page, "latent_map?run=digits-vae&map=PCA")
    expect(page.get_by_text("The decoder of digits-vae does not run in this browser", exact=False)).to_be_visible()
    target, pixel = rim(page, server)
    page.mouse.click(*pixel)
    expect(page.get_by_text(f"test image {target}", exact=False)).to_be_visible()


def test_a_decoder_that_is_too_large_is_not_sent(page: Page, server: Server) -> None:
    file = server.runs / "digits-pca" / "decoder.onnx"
    kept = file.read_bytes()
    try:
        file.write_bytes(kept + bytes(17 * 2**20))
        go(page, "latent_map?run=digits-pca&map=PCA")
        expect(page.get_by_text("more than the 16 MB", exact=False)).to_be_visible()
    finally:
        file.write_bytes(kept)
