"""The page Photos as a person walks it: a photo in, wiped, denoised and saved; painted, filled; many in a ZIP."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import numpy as np
import pytest
import skimage.data
from PIL import Image, ImageCms
from playwright.sync_api import Page, expect

from tests.browser.test_walk import go, settled

pytestmark = pytest.mark.browser

PHOTO = Image.fromarray(skimage.data.chelsea()[:240, 60:380])


def packed(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def upload(page: Page, label: str, *files: tuple[str, bytes]) -> None:
    page.get_by_test_id("stFileUploader").filter(has_text=label).locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "image/png", "buffer": blob} for name, blob in files]
    )


def saved(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


def test_a_photo_is_denoised_and_saved_at_its_own_size_with_its_profile(page: Page) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x0112] = 6
    go(page, "photos")
    upload(page, "Your photo", ("cat.jpg", packed(PHOTO, "JPEG", exif=exif, icc_profile=profile)))
    expect(page.get_by_text("cat.jpg, 240 × 320 pixels")).to_be_visible()
    expect(page.get_by_text("no PSNR is claimed.")).to_be_visible()
    assert "PSNR" not in " ".join(page.get_by_test_id("stTable").all_inner_texts())
    with Image.open(io.BytesIO(saved(page, "Restored photo, full size"))) as restored:
        assert (restored.size, restored.format, restored.info["icc_profile"]) == ((240, 320), "JPEG", profile)


def test_noise_that_is_added_is_measured_noisy_first(page: Page) -> None:
    go(page, "photos?sigma=25&left=Median")
    table = page.get_by_test_id("stTable")
    expect(table).to_contain_text("Noisy")
    settled(page)
    rows = [row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr").all()]
    rows = [[cell for cell in row if not cell.isdigit()] for row in rows]  # without the table's own count
    names = [row[0] for row in rows]
    decibels = {row[0]: float(row[1]) for row in rows}
    assert names == ["Noisy", "Median", "photo-denoise"]
    assert decibels["Noisy"] == min(decibels.values())
    assert decibels["photo-denoise"] > decibels["Median"] + 2
    page.get_by_role("slider", name="Strength").focus()
    page.keyboard.press("Home")  # told no noise, the network takes none out
    settled(page)
    expect(table).not_to_contain_text(f"{decibels['photo-denoise']:.2f}")


def test_what_is_painted_is_filled_and_the_mask_as_a_file_does_the_same_to_the_bit(page: Page) -> None:
    go(page, "photos?task=Inpaint")
    upload(page, "Your photo", ("cat.png", packed(PHOTO)))
    expect(page.get_by_text("cat.png, 320 × 240 pixels")).to_be_visible()
    settled(page)
    canvas = page.get_by_role("application")
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 80, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + 180, box["y"] + 120, steps=8)
    page.mouse.up()
    expect(page.get_by_text(re.compile(r"of 76,800 pixels filled"))).to_be_visible()
    one = page.get_by_text(re.compile(r"of 76,800 pixels filled")).inner_text()
    page.mouse.move(box["x"] + 60, box["y"] + 150)
    page.mouse.down()
    page.mouse.up()
    expect(page.get_by_text(one)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(one)).to_be_visible()
    settled(page)
    mask, painted = saved(page, "Mask as PNG"), saved(page, "Inpainted photo, full size")
    before, after = (np.asarray(Image.open(io.BytesIO(blob))) for blob in (packed(PHOTO), painted))
    hole = np.asarray(Image.open(io.BytesIO(mask)))
    assert np.array_equal(before[~hole], after[~hole])
    assert not np.array_equal(before[hole], after[hole])
    go(page, "photos?task=Inpaint")
    upload(page, "Your photo", ("cat.png", packed(PHOTO)))
    page.get_by_role("button", name="Mask from a file").click()
    upload(page, "A mask of the photo's size", ("mask.png", mask))
    expect(page.get_by_text(one)).to_be_visible()
    page.keyboard.press("Escape")
    settled(page)
    assert saved(page, "Inpainted photo, full size") == painted
    assert saved(page, "Mask as PNG") == mask


def test_a_mask_of_another_size_is_one_sentence(page: Page) -> None:
    go(page, "photos?task=Inpaint")
    page.get_by_role("button", name="Mask from a file").click()
    upload(page, "A mask of the photo's size", ("mask.png", packed(Image.new("L", (9, 9), "white"))))
    expect(page.get_by_text("mask.png: the mask is 9x9, the picture 512x512")).to_be_visible()


def test_many_photos_go_in_and_one_zip_comes_out(page: Page) -> None:
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w") as archive:
        archive.writestr("day/one.png", packed(PHOTO.crop((0, 0, 60, 50))))
    go(page, "photos?task=Many+photos")
    upload(page, "Photos, or ZIPs", ("two.png", packed(PHOTO)), ("walk.zip", inside.getvalue()), ("no.png", b"words"))
    page.get_by_role("button", name="Denoise all").click()
    expect(page.get_by_text("2 photos restored")).to_be_visible()
    expect(page.get_by_text("no.png: is not an image that can be read")).to_be_visible()
    with zipfile.ZipFile(io.BytesIO(saved(page, "Restored photos as ZIP"))) as archive:
        assert sorted(archive.namelist()) == ["day/one.png", "report.csv", "two.png"]
        with Image.open(io.BytesIO(archive.read("day/one.png"))) as one:
            assert one.size == (60, 50)


def test_the_photo_is_seen_inside_the_network(page: Page) -> None:
    go(page, "photos?task=Inside+the+network")
    for scale in ("1/2", "1/4", "1/8"):
        expect(page.get_by_text(scale, exact=False).first).to_be_visible()
    expect(page.get_by_text("48 maps of 192 × 192").first).to_be_visible()
    expect(page.locator("figure img")).to_have_count(5 + 2)


def test_what_is_no_photo_is_one_sentence_and_the_page_goes_on(page: Page) -> None:
    go(page, "photos")
    upload(page, "Your photo", ("notes.png", b"these are only words"))
    expect(page.get_by_test_id("stAlert").first).to_contain_text("notes.png: is not an image that can be read")
    expect(page.get_by_text("astronaut.png")).to_be_visible()


def test_the_wipe_is_drawn_across_by_pointer_and_keys_and_zooms_both_as_one(page: Page) -> None:
    go(page, "photos?example=Cat")
    divider = page.get_by_role("slider", name="Divider between the two pictures")
    frame = page.locator(".wipe .frame").bounding_box()
    handle = divider.bounding_box()
    assert frame
    assert handle
    page.mouse.move(handle["x"] + 22, frame["y"] + 100)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] / 4, frame["y"] + 120, steps=4)
    page.mouse.up()
    expect(divider).to_have_attribute("aria-valuenow", "25")
    page.keyboard.press("End")
    expect(divider).to_have_attribute("aria-valuenow", "100")
    page.mouse.move(frame["x"] + 60, frame["y"] + 60)
    page.mouse.wheel(0, -600)
    layers = page.locator(".wipe img")
    places = [layers.nth(i).evaluate("e => e.style.transform") for i in (0, 1)]
    assert places[0] == places[1]
    page.get_by_role("button", name="1:1").click()
    expect(page.locator(".wipe output")).to_have_text("100 %")
    page.get_by_role("button", name="Fit").click()
    expect(layers.first).not_to_have_attribute("style", re.compile(re.escape(places[0])))


@pytest.mark.long
def test_a_large_photo_can_be_cancelled_and_taken_up_again(page: Page) -> None:
    go(page, "photos")
    upload(page, "Your photo", ("large.jpg", packed(PHOTO.resize((4000, 3000)), "JPEG")))
    page.get_by_role("button", name="Cancel", exact=True).click()
    expect(page.get_by_text("Cancelled: the photo is as it was.")).to_be_visible()
    page.get_by_role("button", name="Restore it").click()
    expect(page.get_by_role("button", name="Cancel", exact=True)).to_be_visible()
    page.get_by_role("button", name="Cancel", exact=True).click()
    expect(page.get_by_text("Cancelled: the photo is as it was.")).to_be_visible()


PASTE = """bytes => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], "pasted.png", { type: "image/png" }));
  document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
}"""


def test_a_pasted_picture_is_the_photo(page: Page) -> None:
    go(page, "photos?example=Cat")
    expect(page.locator(".wipe img").first).to_have_attribute("src", re.compile("^blob:"))
    page.evaluate(PASTE, list(packed(PHOTO.crop((0, 0, 61, 50)))))
    expect(page.get_by_text("pasted.png, 61 × 50 pixels")).to_be_visible()
    expect(page.get_by_text("no PSNR is claimed.")).to_be_visible()
