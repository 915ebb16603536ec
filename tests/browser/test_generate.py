"""The page Generate: samples and whom they resemble, paths that are saved, directions, arithmetic."""

from __future__ import annotations

import io
import re
from pathlib import Path

import av
import numpy as np
import pytest
import torch
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from explorer.data import load
from explorer.latent.sampling import prior
from explorer.metrics.neighbours import nearest_among
from explorer.pictures import enlarge, png, to_image, to_uint8
from explorer.training.checkpoint import open_run
from tests.browser.conftest import Server
from tests.browser.test_tools import circle, lasso
from tests.browser.test_walk import go, settled

pytestmark = pytest.mark.browser


def sheet(page: Page) -> str:
    """What the samples look like: the address of their common picture."""
    box = page.locator(".contact[data-n]")
    expect(box).to_be_visible()
    return str(box.evaluate("e => e.style.getPropertyValue('--sheet')"))


def words(page: Page, text: str) -> Locator:
    return page.locator("figcaption", has_text=re.compile(text))


def saved(page: Page, button: str) -> bytes:
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(download.value.path()).read_bytes()


def upload(page: Page, index: int) -> Image.Image:
    """Bring a test image, enlarged, as one's own."""
    image = enlarge(to_image(load("digits", "test").images[index]), 200)
    page.locator("input[type=file]").first.set_input_files(
        {"name": "mine.png", "mimeType": "image/png", "buffer": png(image)}
    )
    expect(page.get_by_text("mine.png", exact=False).first).to_be_visible()
    settled(page)
    return image


def test_samples_move_with_temperature_seed_sampler_and_count(page: Page) -> None:
    seen = set()
    for query in ("", "&temperature=0.5", "&seed=1", "&sampler=Mixture", "&sampler=A+class&class=3"):
        go(page, f"generate?run=digits-vae{query}")
        seen.add(sheet(page))
        expect(page.locator(".contact button")).to_have_count(24)
    assert len(seen) == 5
    page.get_by_role("radio", name="384").click()
    expect(page.locator(".contact button")).to_have_count(384)
    assert "count=384" in page.url


def test_a_slider_s_temperature_moves_the_pictures(page: Page) -> None:
    go(page, "generate?run=digits-vae")
    before = sheet(page)
    page.get_by_role("slider", name="Temperature").press("ArrowLeft")
    page.wait_for_url("**temperature=0.95**")
    settled(page)
    assert sheet(page) != before


def test_a_click_shows_the_training_images_nearest_to_the_sample(page: Page, server: Server) -> None:
    run = open_run(server.runs / "digits-vae")
    train = load("digits", "train").images.reshape(1437, -1)
    z = prior(24, 2, torch.Generator().manual_seed(0))
    with torch.inference_mode():
        pictures = to_uint8(run.model.decode(z))
        codes = run.model.encode(torch.from_numpy(train.reshape(-1, 1, 32, 32)).float() / 255).numpy()
    in_pixels = (nearest_among(pictures[5].reshape(1, -1), train, 3)[1][0] / 255) ** 2
    in_latents = nearest_among(z[5:6].numpy(), codes, 3)[1][0]
    go(page, "generate?run=digits-vae")
    page.get_by_role("button", name="sample 6", exact=True).click()
    expect(words(page, "^sample 6$")).to_be_visible()
    expect(words(page, "apart$")).to_have_text([f"{d:.1f} apart" for d in in_pixels])
    expect(words(page, "away$")).to_have_text([f"{d:.2f} away" for d in in_latents])
    expect(page.get_by_text("1,437 training images", exact=False)).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(words(page, "^sample 7$")).to_be_visible()


def test_an_autoencoder_has_a_mixture_and_no_posterior(page: Page) -> None:
    go(page, "generate?run=digits-ae")
    expect(page.get_by_text("its prior is only a guess", exact=False)).to_be_visible()
    page.get_by_role("radio", name="Mixture").click()
    fitted = page.get_by_text("Gaussians, fitted to the codes of 360 test images", exact=False)
    expect(fitted).to_be_visible()  # the first one loads scikit-learn
    page.get_by_role("radio", name="Around an image").click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("no posterior to draw from; a VAE has one")


def test_without_the_training_images_the_page_says_so_and_shows_the_map_s(page: Page) -> None:
    go(page, "generate?run=mnist-vae")
    expect(page.get_by_text("whether a sample copies one cannot be seen", exact=False)).to_be_visible()
    expect(words(page, "away$")).to_have_count(3)
    expect(words(page, "apart$")).to_have_count(0)


def test_a_path_from_an_uploaded_image_to_a_dataset_image_is_saved(page: Page, server: Server) -> None:
    go(page, "generate?run=digits-vae&view=Between+two&steps=12")
    upload(page, 7)
    expect(words(page, "^A, your image$")).to_be_visible()
    expect(words(page, "^B, test image 1$")).to_be_visible()
    run = open_run(server.runs / "digits-vae")
    with torch.inference_mode():
        x = torch.from_numpy(load("digits", "test").images[[7, 1]]).float() / 255
        ends = to_uint8(run.model.decode(run.model.encode(x)))[:, 0].astype(int)
    with Image.open(io.BytesIO(saved(page, "GIF"))) as animation:
        assert (animation.format, animation.n_frames) == ("GIF", 12)
        frames = []
        for k in range(12):
            animation.seek(k)
            frames.append(np.asarray(animation.convert("L").resize((32, 32), Image.Resampling.BOX), int))
    assert np.abs(frames[0] - ends[0]).mean() < 4  # brought back to 32 pixels, as uploads are
    assert np.abs(frames[-1] - ends[1]).mean() < 1
    assert np.abs(frames[5] - frames[0]).mean() > 4
    with av.open(io.BytesIO(saved(page, "MP4"))) as video:
        assert len(list(video.decode(video=0))) == 12


def test_a_drawing_is_an_end_of_a_path(page: Page) -> None:
    go(page, "generate?run=digits-vae&view=Between+two")
    page.get_by_role("button", name="Draw an image").click()
    pad = page.get_by_role("dialog").locator(".brush .frame")
    box = pad.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 4
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + box["height"] / 2, steps=8)
    page.mouse.up()
    page.get_by_role("button", name="Use it").click()
    expect(words(page, "^A, your image$")).to_be_visible()
    expect(page.get_by_text("drawing.png, 56×56")).to_be_visible()


def test_between_four_and_through_many(page: Page) -> None:
    go(page, "generate?run=digits-vae&view=Between+four&side=5")
    expect(words(page, "^[ABCD], test image [0-3]$")).to_have_count(4)
    with Image.open(io.BytesIO(saved(page, "Grid as PNG"))) as grid:
        assert grid.width == grid.height >= 5 * 32
    go(page, "generate?run=digits-vae&view=Through+many&through=3,5,8&frames=24")
    expect(words(page, "test image [358]$")).to_have_count(3)
    with Image.open(io.BytesIO(saved(page, "GIF"))) as animation:
        assert animation.n_frames == 24
    page.get_by_role("textbox", name="Through test images").fill("3, cats")
    page.get_by_role("textbox", name="Through test images").press("Enter")
    expect(page.get_by_test_id("stAlert")).to_contain_text("by their numbers such as 0, 7, 12")
    page.get_by_role("textbox", name="Through test images").fill("3, 999")
    page.get_by_role("textbox", name="Through test images").press("Enter")
    expect(page.get_by_test_id("stAlert")).to_contain_text("the test images go from 0 to 359; there is no 999")


def test_directions_are_sorted_by_kl(page: Page) -> None:
    go(page, "generate?run=mnist-vae&view=Directions")
    expect(page.get_by_role("button", name="Download MNIST")).to_be_visible()
    found = page.get_by_text(re.compile(r"KL \d")).all_inner_texts()
    values = [float(re.search(r"KL ([\d.]+)", w)[1]) for w in found]  # type: ignore[index]
    assert len(values) == 6  # from the codes of the map, without the images
    assert values == sorted(values, reverse=True)


def test_the_strength_of_an_attribute_moves_the_picture(page: Page) -> None:
    go(page, "generate?run=digits-vae&view=Directions&direction=Attribute&strength=0")
    moved = page.locator("figure", has_text=re.compile(r"× \(2 − 0\)"))
    own = page.locator("figure", has_text="its reconstruction").locator("img").get_attribute("src")
    expect(moved.locator("img")).to_have_attribute("src", own or "")
    page.get_by_role("slider", name="Strength").press("ArrowRight")
    expect(moved).to_contain_text("+0.1 ×")
    expect(moved.locator("img")).not_to_have_attribute("src", own or "")
    page.get_by_label("Attribute", exact=True).last.click()
    page.get_by_role("option", name="slant").click()
    expect(page.locator("figure", has_text="+0.1 × slant")).to_be_visible()


def test_a_minus_a_plus_c_is_c(page: Page) -> None:
    go(page, "generate?run=digits-vae&view=Arithmetic")
    for name, index in (("A", 11), ("B", 11), ("C", 20)):
        page.get_by_role("spinbutton", name=f"Test image {name}").fill(str(index))
        page.get_by_role("spinbutton", name=f"Test image {name}").press("Tab")
        expect(words(page, rf"{name}, test image {index}$")).to_be_visible()
    settled(page)
    expect(words(page, "away$").first).to_have_text("0.00 away")


def test_lassoed_groups_become_a_direction(page: Page) -> None:
    go(page, "latent_map?run=digits-vae&map=PCA")
    page.locator("canvas.picture[data-z]").wait_for()
    for line, group in ((circle(0.3, 0.5, 0.12), "Group 1"), (circle(0.65, 0.5, 0.12), "Group 2")):
        lasso(page, line)
        page.get_by_role("button", name=group).click()
    page.get_by_role("button", name="To Generate").click()
    page.get_by_role("link", name="Generate: the vector between groups").click()
    page.get_by_role("radio", name="Directions").click()
    page.get_by_role("radio", name="Attribute").click()
    page.get_by_label("Attribute", exact=True).last.click()
    page.get_by_role("option", name="lassoed groups").click()
    expect(page.locator("figure", has_text="× (group 2 − group 1)")).to_be_visible()
