"""A walk through the app as a person takes it, on nothing but what ships."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from explorer.bench.browser import free_port
from explorer.data import load
from explorer.latent.atlas import read, thumbnails
from explorer.pictures import enlarge, png, to_image
from tests.browser.conftest import PROJECT, Server, serving, visit

pytestmark = pytest.mark.browser

PAGES = {
    "": "Latent Explorer", "latent_map": "Latent map", "side_by_side": "Side by side", "history": "Through training",
    "generate": "Generate", "compare": "Compare", "ledger": "ELBO ledger", "proof": "Why a VAE generates",
    "beta": "What β buys", "photos": "Photos", "restore": "Denoise and inpaint",
    "bottleneck": "PCA and the bottleneck", "compress": "Compression", "sorting": "Image sorting",
    "anomalies": "Anomalies", "places": "Words to places",
    "train": "Train or load",
}  # fmt: skip


def settled(page: Page) -> None:
    """Wait until the server has answered and the script has run to its end."""
    page.wait_for_timeout(300)  # a slider speaks 0.2 s after its last move
    page.wait_for_function("() => !window.unanswered", timeout=90_000)
    expect(page.locator("[data-test-script-state=running]")).to_have_count(0, timeout=90_000)  # a cold server
    expect(page.get_by_test_id("stException")).to_have_count(0)


def go(page: Page, path: str) -> None:
    page.goto(f"/{path}")
    expect(page.locator("h1")).to_be_visible(timeout=90_000)  # a busy machine loads what the first page needs
    settled(page)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_and_does_not_scroll_sideways(page: Page, path: str) -> None:
    go(page, path)
    expect(page.locator("h1")).to_have_text(PAGES[path])
    main = page.get_by_test_id("stMain")
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_home_shows_a_map_with_decoded_pictures_at_once(page: Page) -> None:
    go(page, "")
    expect(page.locator("canvas[data-points='2000']:not([data-pictures='0'])")).to_be_visible()
    expect(page.get_by_text("decoded from its code")).to_be_visible()


def rim(page: Page, server: Server, run: str = "digits-vae") -> tuple[int, tuple[float, float]]:
    """The PCA map's rightmost point, so that no other is nearer, and the pixel where the whole map has it."""
    canvas = page.locator("canvas[data-points]")
    expect(canvas).to_be_visible()
    xy = read(server.runs / run).xy["pca"]
    target = int(xy[:, 0].argmax())  # at the right rim, 24 pixels from the edge
    box = canvas.bounding_box()
    assert box is not None
    low, high = xy.min(0), xy.max(0)
    up = (xy[target, 1] - low[1]) / (high[1] - low[1])
    return target, (box["x"] + box["width"] - 24, box["y"] + 24 + float(1 - up) * (box["height"] - 48))


def test_home_decodes_under_the_pointer_and_a_click_selects_for_every_page(page: Page, server: Server) -> None:
    go(page, "?run=digits-vae")
    target, pixel = rim(page, server)
    expect(page.locator(".lens")).to_be_hidden()
    for nudge in range(40):  # a move before the map listens says nothing
        page.mouse.move(pixel[0] - nudge % 2, pixel[1])
        if page.locator(".lens").is_visible():
            break
        page.wait_for_timeout(500)
    expect(page.locator(".lens")).to_be_visible()
    page.mouse.click(*pixel)
    expect(page.get_by_text(f"test image {target}", exact=False)).to_be_visible()
    page.get_by_role("link", name="Latent map").click()
    expect(page.locator("h1")).to_have_text("Latent map")
    expect(page.get_by_text(f"test image {target}", exact=False)).to_be_visible()


def test_the_home_map_is_walked_by_keys(page: Page, server: Server) -> None:
    xy = read(server.runs / "digits-vae").xy["pca"]
    inwards = "ArrowRight" if xy[0, 0] < xy[:, 0].mean() else "ArrowLeft"
    go(page, "?run=digits-vae")
    canvas = page.locator("canvas[data-points]")
    canvas.focus()
    page.keyboard.press(inwards)
    expect(page.locator(".lens")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("test image 0", exact=False)).to_have_count(0)


def test_the_navigation_keeps_the_run_of_the_link(page: Page) -> None:
    go(page, "?run=digits-vae")
    expect(page.locator("canvas[data-points]")).to_be_visible()
    page.get_by_role("link", name="Generate", exact=True).click()
    expect(page.locator("h1")).to_have_text("Generate")
    settled(page)
    expect(page.get_by_text("VAE, conv, 2 latents")).to_be_visible()


def test_a_click_on_the_map_shows_original_and_reconstruction(page: Page, server: Server) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    target, pixel = rim(page, server)
    page.mouse.move(*pixel)
    lens = page.locator(".lens")
    expect(lens).to_contain_text(f"image {target}")
    expect(lens.locator("canvas")).to_be_visible()
    page.mouse.click(*pixel)
    expect(page.get_by_text(f"test image {target}", exact=False)).to_be_visible()
    expect(page.get_by_text("original", exact=True)).to_be_visible()
    expect(page.get_by_text("reconstruction", exact=True)).to_be_visible()


def test_the_point_chosen_on_another_page_is_the_one_that_has_the_ring(page: Page, server: Server) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    target, pixel = rim(page, server)
    page.mouse.click(*pixel)
    canvas = page.locator(f"canvas[data-selected='{target}']")
    expect(canvas).to_be_visible()
    expect(page.get_by_text(f"test image {target}", exact=False)).to_be_visible()
    page.get_by_role("link", name="Compare").click()
    expect(page.locator("h1")).to_have_text("Compare")
    settled(page)
    page.get_by_role("link", name="Latent map").click()
    expect(page.locator("h1")).to_have_text("Latent map")
    expect(canvas).to_be_visible()


@pytest.mark.parametrize(("colour", "unit"), [("Reconstruction error", "per image"), ("KL", "nats")])
def test_the_map_takes_every_colour(page: Page, server: Server, colour: str, unit: str) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    before = page.locator("canvas[data-colour=label]").evaluate("e => e.toDataURL()")
    page.get_by_role("radio", name=colour).click()
    canvas = page.locator(f"canvas[data-colour='{colour}'][data-points='360']")
    expect(canvas).to_be_visible()
    assert canvas.evaluate("e => e.toDataURL()") != before
    expect(page.locator(".legend")).to_have_text(re.compile(rf"{colour}, {unit}≤ [\d.]+≥ [\d.]+"))
    target, pixel = rim(page, server)
    atlas = read(server.runs / "digits-vae")
    value = (atlas.kl if colour == "KL" else atlas.error)[target]
    page.mouse.move(*pixel)
    expect(page.locator(".lens")).to_contain_text(f"{value:.2f} {unit}")


def test_wheel_and_right_button_move_the_map_and_select_nothing(page: Page, server: Server) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA&thumbnails=true")
    canvas = page.locator("canvas[data-points]")
    target, (x, y) = rim(page, server)
    expect(page.locator("canvas[data-zoom='1.00'][data-selected='0']")).to_be_visible()
    page.mouse.move(x, y)
    page.mouse.wheel(0, -240)
    expect(page.locator("canvas[data-zoom='1.62']")).to_be_visible()
    page.mouse.down(button="right")
    page.mouse.move(x - 100, y + 50, steps=5)
    page.mouse.up(button="right")
    settled(page)
    expect(page.locator("canvas[data-zoom='1.62'][data-selected='0']")).to_be_visible()
    expect(page.get_by_text("test image 0", exact=False)).to_be_visible()
    page.mouse.move(x, y)
    page.mouse.move(x - 100, y + 50)  # the wheel left the point under the pointer, the drag took it along
    expect(page.locator(".lens")).to_contain_text(f"image {target}")
    page.get_by_role("radio", name="KL").click()
    expect(page.locator("canvas[data-colour=KL][data-zoom='1.62']")).to_be_visible()
    page.get_by_role("radio", name="UMAP").click()
    expect(page.locator("canvas[data-colour=KL][data-zoom='1.00']")).to_be_visible()
    canvas.hover()
    page.mouse.wheel(0, -240)
    expect(page.locator("canvas[data-zoom='1.62']")).to_be_visible()
    page.get_by_role("button", name="Reset").click()
    expect(page.locator("canvas[data-zoom='1.00']")).to_be_visible()
    page.mouse.move(x, y)
    page.mouse.wheel(0, -240)
    expect(page.locator("canvas[data-zoom='1.62']")).to_be_visible()
    page.mouse.dblclick(x, y)
    expect(page.locator("canvas[data-zoom='1.00']")).to_be_visible()


def test_a_larger_map_has_room_for_more_thumbnails(page: Page) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    canvas = page.locator("canvas[data-points='360']")
    expect(canvas).to_have_attribute("data-pictures", "0")
    page.get_by_text("Thumbnails").click()
    expect(canvas).not_to_have_attribute("data-pictures", "0")
    settled(page)
    whole = canvas.get_attribute("data-pictures")
    canvas.hover()  # the middle, where most of the points lie
    page.mouse.wheel(0, -120)
    expect(canvas).to_have_attribute("data-zoom", "1.27")
    assert int(canvas.get_attribute("data-pictures") or 0) > int(whole or 0)


def test_the_legend_hides_a_label_and_shows_one_alone(page: Page, server: Server) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    target, pixel = rim(page, server)
    label = read(server.runs / "digits-vae").label
    own = int(label[target])
    entry = page.locator(".legend").get_by_role("button", name=str(own), exact=True)
    entry.click()
    expect(entry).to_have_attribute("aria-pressed", "false")
    expect(page.locator(f"canvas[data-points='{(label != own).sum()}']")).to_be_visible()
    page.mouse.move(*pixel)
    expect(page.locator(".lens").get_by_text(f"image {target}", exact=False)).to_be_hidden()
    entry.click()
    expect(page.locator("canvas[data-points='360']")).to_be_visible()
    entry.dblclick()
    expect(page.locator(f"canvas[data-points='{(label == own).sum()}']")).to_be_visible()
    entry.dblclick()
    expect(page.locator("canvas[data-points='360']")).to_be_visible()


def test_a_finger_selects_on_the_map(chromium: Browser, server: Server) -> None:
    context = visit(chromium, server.url, has_touch=True, device_scale_factor=2)
    page = context.new_page()
    go(page, "latent_map?run=digits-vae&map=PCA")
    target, pixel = rim(page, server)
    page.touchscreen.tap(*pixel)
    expect(page.get_by_text(f"test image {target}", exact=False)).to_be_visible()
    canvas = page.locator("canvas[data-points]")
    assert canvas.evaluate("e => e.width === 2 * e.clientWidth")
    context.close()


@pytest.mark.long
def test_while_a_worker_draws_a_map_the_pca_is_dragged_and_nothing_jumps(page: Page, server: Server) -> None:
    assert "tsne" not in read(server.runs / "digits-vae").xy
    go(page, "latent_map?run=digits-vae&map=PCA")
    canvas, picture = page.locator("canvas[data-points='360']"), page.locator("canvas.picture[data-z]")
    expect(picture).to_be_visible()
    place, code = canvas.bounding_box(), picture.get_attribute("data-z")
    assert place is not None
    page.get_by_role("radio", name="t-SNE").click()
    expect(page.get_by_text("t-SNE is being computed by a worker process")).to_be_visible(timeout=120_000)
    assert canvas.bounding_box() == place
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 40, steps=4)
    expect(picture).not_to_have_attribute("data-z", code or "")
    page.mouse.up()
    expect(page.get_by_text("On a t-SNE the distances")).to_be_visible(timeout=180_000)
    expect(page.get_by_text("t-SNE of 360 codes, seed 0")).to_be_visible()
    assert canvas.bounding_box() == place
    assert "tsne" in read(server.runs / "digits-vae").xy

    page.get_by_role("button", name="Another seed").click()
    expect(page.get_by_text("Until then this is seed 0.")).to_be_visible()
    expect(page.get_by_text("On a t-SNE the distances")).to_be_visible()
    expect(page.get_by_text("t-SNE of 360 codes, seed 1")).to_be_visible(timeout=180_000)
    assert canvas.bounding_box() == place
    assert read(server.runs / "digits-vae").meta["maps"]["tsne"]["seed"] == 1


def test_compare_shows_three_models_on_images_and_codes(page: Page) -> None:
    go(page, "compare?run=digits-vae")
    expect(page.get_by_text("squared error", exact=False).first).to_be_visible()
    expect(page.locator("figure img")).to_have_count(8 + 3 * 8 + 3 * 8)


def test_an_uploaded_png_is_denoised_and_saved(page: Page, server: Server) -> None:
    digit = enlarge(thumbnails(server.runs / "mnist-vae")[0], 140)  # a digit of MNIST's kind that is on board
    go(page, "restore?run=mnist-denoise")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "mine.png", "mimeType": "image/png", "buffer": png(digit)}
    )
    expect(page.get_by_text("restored by mnist-denoise")).to_be_visible()
    settled(page)
    words = page.locator("figcaption").all_inner_texts()
    psnr = [float(found[1]) for w in words if (found := re.search(r"PSNR ([\d.]+)", w))]
    noisy, restored, _classical = psnr
    assert restored > noisy + 3
    with page.expect_download() as download:
        page.get_by_role("button", name="Your image restored, its own size").click()
    with Image.open(io.BytesIO(Path(download.value.path()).read_bytes())) as saved:
        assert saved.size == (140, 140)


def test_an_uploaded_png_is_inpainted(page: Page) -> None:
    digit = to_image(load("digits", "test").images[3])
    go(page, "restore?run=mnist-inpaint")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "mine.png", "mimeType": "image/png", "buffer": png(digit)}
    )
    expect(page.get_by_text("filled by mnist-inpaint")).to_be_visible()
    expect(page.get_by_text("biharmonic", exact=False)).to_be_visible()


def test_a_broken_upload_is_one_sentence_and_the_app_goes_on(page: Page) -> None:
    go(page, "restore?run=mnist-denoise")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "notes.png", "mimeType": "image/png", "buffer": b"these are only words"}
    )
    expect(page.get_by_test_id("stAlert").first).to_contain_text("notes.png: is not an image that can be read")
    page.get_by_role("link", name="Generate", exact=True).click()
    expect(page.locator("h1")).to_have_text("Generate")
    settled(page)


@pytest.mark.long
def test_a_small_vae_is_trained_to_the_end_and_opened(page: Page, server: Server) -> None:
    go(page, "train")
    page.get_by_text("More", exact=True).click()
    page.get_by_label("Epochs", exact=True).fill("3")
    page.get_by_label("Epochs", exact=True).press("Tab")
    settled(page)
    page.get_by_role("button", name="Train", exact=True).click()
    run = server.runs / "my-digits-vae"
    expect(page.get_by_role("button", name="Open it")).to_be_visible(timeout=900_000)
    status = json.loads((run / "status.json").read_text())
    assert status["state"] == "finished"
    assert status["epoch"] == 3
    assert {"atlas", "card.md", "decoder.onnx", "model.safetensors"} <= {p.name for p in run.iterdir()}
    page.get_by_role("button", name="Open it").click()
    page.wait_for_url("**/train?run=my-digits-vae")
    page.get_by_role("link", name="Latent map").click()
    expect(page.locator("h1")).to_have_text("Latent map")
    expect(page.get_by_text("my-digits-vae").first).to_be_visible()
    expect(page.locator("canvas[data-colour=label]")).to_be_visible()
    settled(page)


@pytest.mark.long
def test_a_job_outlives_a_reload_and_its_server_and_is_finished_under_another(
    chromium: Browser, tmp_path: Path
) -> None:
    shutil.copytree(PROJECT / "checkpoints" / "digits-vae", tmp_path / "checkpoints" / "digits-vae")
    port = free_port()
    context = visit(chromium, f"http://127.0.0.1:{port}")
    page = context.new_page()
    run = tmp_path / "checkpoints" / "outlives"
    with serving(tmp_path, port):
        go(page, "train?run=digits-vae")
        page.get_by_text("More", exact=True).click()
        page.get_by_label("Epochs", exact=True).fill("60")
        page.get_by_label("Name").fill("outlives")
        page.get_by_label("Name").press("Tab")
        settled(page)
        page.get_by_role("button", name="Train", exact=True).click()
        expect(page.get_by_text(re.compile("outlives: training"))).to_be_visible(timeout=120_000)
        page.reload()
        expect(page.get_by_text(re.compile("outlives: training"))).to_be_visible(timeout=120_000)
        worker = json.loads((run / "status.json").read_text())["pid"]
    with serving(tmp_path, port) as again:
        go(page, "train")
        expect(page.get_by_text(re.compile("outlives: training"))).to_be_visible(timeout=120_000)
        assert json.loads((run / "status.json").read_text())["pid"] == worker
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_text(re.compile("outlives: stopped"))).to_be_visible()
        assert 0 < json.loads((run / "state.json").read_text())["epoch"] < 60
        page.get_by_role("button", name="Resume").click()
        expect(page.get_by_role("button", name="Open it")).to_be_visible(timeout=900_000)
        status = json.loads((run / "status.json").read_text())
        assert (status["state"], status["epoch"]) == ("finished", 60)
        assert not again.complaints(0)
    context.close()
