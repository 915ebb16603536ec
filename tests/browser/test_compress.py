"""The page Compression as a person walks it: the step moves the figures; a file out, and in again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_photos import saved, upload
from tests.browser.test_walk import go, settled

pytestmark = pytest.mark.browser


def figures_of(page: Page) -> tuple[float, float, float]:
    """Bytes per image, bits per pixel and dB, as the page says them."""
    words = page.get_by_text(re.compile(r"bytes per image, .* dB\.")).inner_text()
    return tuple(float(x) for x in re.findall(r"([\d.]+) (?:bytes|bits|dB)", words)[:3])  # type: ignore[return-value]


def test_a_finer_step_costs_more_and_is_more_like_it(page: Page) -> None:
    go(page, "compress?run=digits-ae")
    slider = page.get_by_role("slider", name="Step of the code")
    chart = page.locator(".st-key-rate")
    expect(chart.get_by_text("step 1", exact=True)).to_be_visible()
    coarse = figures_of(page)
    slider.press("End")
    expect(chart.get_by_text("step 0.25", exact=True)).to_be_visible()
    settled(page)
    fine = figures_of(page)
    assert all(more > less for more, less in zip(fine, coarse, strict=True))
    page.get_by_text("A file each").click()
    expect(page.get_by_text(re.compile(r"^60 files, "))).to_be_visible()
    settled(page)
    assert figures_of(page)[0] > fine[0] + 40  # each has its own header
    expect(page.get_by_text("for a photo take JPEG or WebP")).to_be_visible()


def test_what_was_downloaded_decodes_the_same_and_what_was_altered_does_not(page: Page) -> None:
    go(page, "compress?run=digits-vae")
    blob = saved(page, "All 60 in one file")
    assert blob.startswith(b"\x89LXC")
    upload(page, "A file to decode", ("sent.lxc", blob))
    expect(page.get_by_text("60 images by digits-vae, step 1, to the bit those above.")).to_be_visible()
    upload(page, "A file to decode", ("altered.lxc", blob[:-1] + bytes([blob[-1] ^ 1])))
    expect(page.get_by_text("altered.lxc: is altered: its checksum does not match")).to_be_visible()
