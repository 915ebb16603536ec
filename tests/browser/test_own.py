"""A student's own image: drawn or chosen, encoded in the browser, placed among its neighbours, without a message."""

from __future__ import annotations

import io
import shutil
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from explorer import data
from explorer.files import read_json, write_json
from explorer.latent.atlas import read
from explorer.metrics.images import squared_error
from explorer.pictures import enlarge, to_image
from explorer.training.checkpoint import open_run
from tests.browser.conftest import Server
from tests.browser.test_drag import asked, shown, slot
from tests.browser.test_walk import go, settled

pytestmark = pytest.mark.browser

Doubles = npt.NDArray[np.float64]
THREE = [(0.3, 0.25), (0.5, 0.15), (0.68, 0.27), (0.45, 0.48), (0.7, 0.7), (0.5, 0.85), (0.3, 0.75)]


def open_panel(page: Page) -> None:
    """Open the panel, once the encoder is there: a worker of the server writes it first."""
    slot(page)
    page.get_by_role("button", name="Your image", exact=True).click()
    expect(page.get_by_text("Draw with the pointer or a finger", exact=False)).to_be_visible(timeout=90_000)


def draw(page: Page, stops: list[tuple[float, float]]) -> None:
    pad = page.locator("canvas.pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    for k, (x, y) in enumerate(stops):
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=5 if k else 1)
        if k == 0:
            page.mouse.down()
    page.mouse.up()


def you(page: Page) -> tuple[Doubles, Doubles, float]:
    """The code, the place and the squared error of the marker, once it has come to rest."""
    mark = page.locator(".you[data-z]")
    expect(mark.locator("span")).to_be_visible()
    page.wait_for_timeout(500)
    z, place, error = mark.evaluate("e => [e.dataset.z, e.dataset.place, e.dataset.error]")
    return np.array(z.split(","), float), np.array(place.split(","), float), float(error)


def pixels(canvas: Locator, channels: int) -> npt.NDArray[np.float32]:
    """What is on a canvas, (1, C, H, W) in [0, 1]."""
    wide, values = canvas.evaluate("e => [e.width, [...e.getContext('2d').getImageData(0, 0, e.width, e.height).data]]")
    found = np.array(values, np.float32).reshape(-1, wide, 4)[..., :channels] / 255
    return found.transpose(2, 0, 1)[None]


def neighbours(z: Doubles, codes: Doubles, xy: Doubles) -> Doubles:
    """The place of a code on a map: the mean of its five nearest codes' places, weighed by 1 / squared distance.

    Those that lie more than a tenth of the map from the nearest one's place belong to another region.
    """
    places = (xy - xy.min(0)) / np.ptp(xy, 0)
    places[:, 1] = 1 - places[:, 1]
    squares = ((codes - z) ** 2).sum(1)
    near = np.argsort(squares)[:5]
    near = near[np.linalg.norm(places[near] - places[near[0]], axis=1) <= 0.1]
    weights = 1 / squares[near]
    return np.asarray(weights @ places[near] / weights.sum())


def model_of(server: Server, run: str) -> Any:
    return open_run(server.runs / run).model.cpu().eval()


@pytest.mark.parametrize("run", ["mnist-vae", "digits-vae", "sprites-vae"])
def test_a_drawing_is_encoded_as_torch_does_and_lies_among_its_neighbours(page: Page, server: Server, run: str) -> None:
    sent = asked(page)
    go(page, f"latent_map?run={run}&map=UMAP")
    open_panel(page)
    page.wait_for_timeout(500)
    before = len(sent)
    assert before > 0
    draw(page, THREE)
    z, place, error = you(page)
    assert len(sent) == before
    model, atlas = model_of(server, run), read(server.runs / run)
    x = torch.from_numpy(pixels(page.locator("canvas.seen"), atlas.meta["image_shape"][0]))
    with torch.inference_mode():
        by_torch = model.encode(x)
        reconstruction = model.decode(by_torch)
    assert z == pytest.approx(by_torch[0].numpy(), abs=1e-3)
    assert shown(page.locator("canvas.picture"))[0] == pytest.approx(z, abs=1e-6)
    assert error == pytest.approx(float(squared_error(x, reconstruction)[0]), rel=1e-3)
    expect(page.locator(".facts .error")).to_contain_text(f"squared error {error:.1f}")
    assert place == pytest.approx(neighbours(z, atlas.z.astype(float), atlas.xy["umap"].astype(float)), abs=1e-3)
    distance = float(np.linalg.norm(atlas.z - z, axis=1).min())
    expect(page.locator(".facts .away")).to_contain_text(f"{distance:.2f} from the nearest code")


def test_mnist_s_box_of_twenty_pixels_holds_the_ink(page: Page) -> None:
    go(page, "latent_map?run=mnist-vae&map=UMAP")
    open_panel(page)
    draw(page, [(0.1, 0.1), (0.25, 0.1), (0.15, 0.3)])
    you(page)
    ink = pixels(page.locator("canvas.seen"), 1)[0, 0]
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20
    centre = [(ink.sum(1 - k) * (np.arange(28) + 0.5)).sum() / ink.sum() for k in (0, 1)]
    assert centre == pytest.approx([14.5, 14.5], abs=0.55)


def test_undo_and_clear_bring_back_what_was_there(page: Page) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    open_panel(page)
    draw(page, THREE)
    first, _, _ = you(page)
    draw(page, [(0.2, 0.9), (0.8, 0.9)])
    second, _, _ = you(page)
    assert np.abs(second - first).max() > 1e-3
    page.get_by_role("button", name="Undo", exact=True).click()
    assert you(page)[0] == pytest.approx(first)
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page.locator(".you span")).to_be_hidden()
    page.get_by_role("button", name="Undo", exact=True).click()
    assert you(page)[0] == pytest.approx(first)


def choose(page: Page, name: str, content: bytes, kind: str = "image/png") -> None:
    page.locator(".own input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def test_a_real_image_enlarged_comes_to_its_own_code(page: Page, server: Server) -> None:
    go(page, "latent_map?run=digits-vae&map=UMAP")
    open_panel(page)
    real = data.load("digits", "test").images
    codes = read(server.runs / "digits-vae").z
    for i in (3, 17):
        choose(page, "digit.png", encoded(enlarge(to_image(real[i]), 256)))
        z, _, _ = you(page)
        assert z == pytest.approx(codes[i], abs=1e-3)
    assert (pixels(page.locator("canvas.seen"), 1)[0] * 255).round().tolist() == real[17].tolist()
    expect(page.get_by_text("Inverted", exact=False)).to_be_hidden()


def test_ink_on_paper_is_inverted_and_a_turned_photo_stands_upright(page: Page, server: Server) -> None:
    go(page, "latent_map?run=digits-vae&map=UMAP")
    open_panel(page)
    digit = to_image(data.load("digits", "test").images[3])
    paper = Image.fromarray(255 - np.asarray(enlarge(digit, 256)))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held a quarter turn to the left
    turned = encoded(paper.transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif, quality=95)
    choose(page, "photo.jpg", turned, "image/jpeg")
    expect(page.get_by_text("Inverted, since its rim is light", exact=False)).to_be_visible()
    z, _, _ = you(page)
    assert z == pytest.approx(read(server.runs / "digits-vae").z[3], abs=0.1)
    page.get_by_text("Invert", exact=True).click()
    assert np.abs(you(page)[0] - z).max() > 0.3


def test_what_is_no_image_or_too_large_is_one_sentence_and_nothing_is_lost(page: Page) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    open_panel(page)
    draw(page, THREE)
    before, _, _ = you(page)
    note = page.locator(".own .note")
    whole = encoded(Image.fromarray(np.random.default_rng(0).integers(0, 255, (64, 64), np.uint8)))
    for name, content, words in (
        ("notes.txt", b"no picture at all", "notes.txt is not an image"),
        ("cut.png", whole[: len(whole) // 2], "cut.png is"),
        ("huge.png", bytes(21_000_000), "huge.png is 21 MB; the limit is 20 MB"),
        ("wide.png", encoded(Image.new("1", (8000, 7000))), "wide.png has 56 million pixels; the limit is 50 million"),
    ):
        choose(page, name, content)
        expect(note).to_contain_text(words)
        assert you(page)[0] == pytest.approx(before)
    draw(page, [(0.2, 0.9), (0.8, 0.9)])
    expect(note).to_be_hidden()


def test_a_picture_can_be_pasted_and_dropped(page: Page, server: Server) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    open_panel(page)
    real, codes = data.load("digits", "test").images, read(server.runs / "digits-vae").z
    hand = """(e, [kind, bytes]) => {
      const given = new DataTransfer();
      given.items.add(new File([new Uint8Array(bytes)], 'digit.png', {type: 'image/png'}));
      const options = {bubbles: true, composed: true, cancelable: true, [kind[1]]: given};
      e.dispatchEvent(kind[0] === 'paste' ? new ClipboardEvent('paste', options) : new DragEvent('drop', options));
    }"""
    page.locator("canvas[data-points]").focus()
    picture = list(encoded(enlarge(to_image(real[5]), 256)))
    page.locator("body").evaluate(hand, [["paste", "clipboardData"], picture])
    assert you(page)[0] == pytest.approx(codes[5], abs=1e-3)
    picture = list(encoded(enlarge(to_image(real[8]), 256)))
    page.locator(".own").evaluate(hand, [["drop", "dataTransfer"], picture])
    assert you(page)[0] == pytest.approx(codes[8], abs=1e-3)


def test_a_drawing_goes_with_to_another_run_and_the_point_stays(page: Page, server: Server) -> None:
    go(page, "?run=digits-vae")
    open_panel(page)
    draw(page, THREE)
    you(page)
    page.get_by_role("link", name="Latent map").click()
    expect(page.locator("h1")).to_have_text("Latent map")
    settled(page)
    z, _, _ = you(page)
    x = torch.from_numpy(pixels(page.locator("canvas.seen"), 1))
    with torch.inference_mode():
        assert z == pytest.approx(model_of(server, "digits-vae").encode(x)[0].numpy(), abs=1e-3)
    selected = read(server.runs / "digits-vae").z[0]
    assert shown(page.locator("canvas.picture"))[0] == pytest.approx(selected, abs=1e-6)
    page.get_by_role("button", name="Back to it").click()
    page.wait_for_timeout(300)
    assert shown(page.locator("canvas.picture"))[0] == pytest.approx(z, abs=1e-6)


def test_an_encoder_that_is_too_large_is_one_sentence(page: Page, server: Server) -> None:
    file = server.runs / "digits-pca" / "encoder.onnx"
    kept = file.read_bytes() if file.exists() else None
    try:
        file.write_bytes(bytes(17 * 2**20))
        go(page, "latent_map?run=digits-pca&map=PCA")
        slot(page)
        page.get_by_role("button", name="Your image", exact=True).click()
        expect(page.get_by_text("The encoder is 17 MB, more than the 16 MB", exact=False)).to_be_visible()
    finally:
        file.unlink()
        if kept is not None:
            file.write_bytes(kept)


def test_without_a_decoder_the_panel_says_so(page: Page, server: Server) -> None:
    file, told = (server.runs / "digits-pca" / name for name in ("decoder.onnx", "status.json"))
    kept, status = file.read_bytes(), read_json(told) or {}
    try:
        file.unlink()
        write_json(told, {**status, "no_onnx": "an operator has no counterpart"})
        go(page, "latent_map?run=digits-pca&map=PCA")
        page.get_by_role("button", name="Your image", exact=True).click()
        expect(page.get_by_text("Without a decoder, no image can be encoded", exact=False)).to_be_visible()
    finally:
        file.write_bytes(kept)
        write_json(told, status)


@pytest.mark.long
def test_a_run_that_comes_without_its_decoder_has_it_written_and_is_dragged(page: Page, server: Server) -> None:
    run = server.runs / "bare-ae"  # which no other test opens
    shutil.copytree(server.runs / "mnist-ae", run, ignore=shutil.ignore_patterns("*.onnx"))
    go(page, "latent_map?run=bare-ae&map=PCA")
    expect(page.locator(".slot .message")).to_contain_text("is being written for the browser")
    slot(page)
    assert (run / "decoder.onnx").exists()


@pytest.mark.long
def test_a_run_that_comes_without_a_map_has_it_drawn_when_asked(page: Page, server: Server) -> None:
    run = server.runs / "mapless-ae"  # which no other test opens
    shutil.copytree(server.runs / "digits-ae", run, ignore=shutil.ignore_patterns("atlas"))
    go(page, "latent_map?run=mapless-ae&map=PCA")
    page.get_by_role("button", name="Draw its map").click()
    expect(page.get_by_text("PCA of 360 codes", exact=False)).to_be_visible()
    slot(page)


def test_a_run_without_a_map_or_its_images_is_sampled(page: Page, server: Server) -> None:
    shutil.copytree(server.runs / "mnist-ae", server.runs / "lone-ae", ignore=shutil.ignore_patterns("atlas"))
    go(page, "generate?run=lone-ae")
    expect(page.get_by_text("Samples as PNG", exact=False)).to_be_visible()
    settled(page)


@pytest.mark.parametrize("colour", ["Label", "Reconstruction error", "KL"])
def test_hover_tells_label_and_error_in_every_colour(page: Page, server: Server, colour: str) -> None:
    go(page, "latent_map?run=mnist-vae&map=PCA")
    page.get_by_role("radio", name=colour).click()
    expect(page.locator(f"canvas[data-colour='{'label' if colour == 'Label' else colour}']")).to_be_visible()
    page.locator("canvas[data-points]").focus()
    page.keyboard.press("ArrowRight")
    lens = page.locator(".lens")
    i = int(lens.locator("span").inner_text().rsplit(" ", 1)[1])
    atlas = read(server.runs / "mnist-vae")
    expect(lens.locator("b")).to_have_text(atlas.label_names[atlas.label[i]])
    expect(lens).to_contain_text(f"squared error {atlas.error[i]:.2f} per image")
    expect(lens).to_contain_text("decoded" if i < atlas.meta["thumbs"] else "image")


def test_beyond_the_thumbnails_hover_shows_the_real_image_in_a_solid_frame(page: Page, server: Server) -> None:
    go(page, "latent_map?run=sprites-vae&map=PCA")
    atlas = read(server.runs / "sprites-vae")
    xy = atlas.xy["pca"].astype(float)
    places = (xy - xy.min(0)) / np.ptp(xy, 0)
    alone = [np.sort(np.linalg.norm(places - place, axis=1))[1] for place in places]
    i = atlas.meta["thumbs"] + int(np.argmax(alone[atlas.meta["thumbs"] :]))
    expect(page.locator("canvas[data-points='2000']")).to_be_visible()
    box = page.locator("canvas[data-points]").bounding_box()
    assert box is not None
    at = [24 + place * (side - 48) for place, side in zip(places[i], (box["width"], box["height"]), strict=True)]
    page.mouse.move(box["x"] + at[0], box["y"] + box["height"] - at[1])
    lens = page.locator(".lens")
    expect(lens).to_contain_text(f"image {i}")
    expect(page.get_by_text("encoded again", exact=False)).to_be_visible(timeout=90_000)  # the originals come before
    page.mouse.move(box["x"] + at[0] + 1, box["y"] + box["height"] - at[1])
    expect(lens).to_contain_text(f"real · image {i}")
    assert lens.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    seen = lens.locator("canvas").evaluate("e => [...e.getContext('2d').getImageData(0, 0, 112, 112).data]")
    real = data.load("sprites", "test").images[i].transpose(1, 2, 0)
    nearest = ((np.arange(112) + 0.5) * 64 / 112).astype(int)
    off = np.abs(np.array(seen).reshape(112, 112, 4)[..., :3] - real[nearest][:, nearest].astype(int))
    assert real.max() > 200
    assert (off > 2).mean() < 0.01
