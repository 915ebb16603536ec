"""What makes it generative, as a person walks it: the ledger, the proof, the trade-off."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_walk import go

pytestmark = pytest.mark.browser


def bound(page: Page, k: str) -> float:
    words = page.get_by_text(re.compile(rf"nats by k = {k}\.")).inner_text()
    return float(words.split("≥")[1].split("nats")[0].replace("−", "-"))


def test_more_samples_tighten_the_bound_of_the_selected_image(page: Page) -> None:
    go(page, "ledger?run=digits-vae")
    loose = bound(page, "1")
    page.get_by_role("slider", name="Samples k").press("End")
    expect(page.get_by_text("nats by k = 5,000.")).to_be_visible()
    assert bound(page, "5,000") > loose
    table = page.get_by_role("table").inner_text()
    assert f"{-loose:.2f}" in table  # the ELBO of the receipt is the bound by one sample
    other = page.get_by_role("spinbutton", name="Test image")
    other.fill("7")
    other.press("Enter")
    expect(page.get_by_role("table")).not_to_contain_text(f"{-loose:.2f}")


def test_a_run_without_a_posterior_says_so_and_opens_one_that_has(page: Page) -> None:
    go(page, "ledger?run=digits-ae")
    expect(page.get_by_text("has no ELBO; a VAE has")).to_be_visible()
    page.get_by_role("button", name="Open digits-vae").click()
    expect(page.get_by_text("nats by k = 1.")).to_be_visible()


def test_the_elbo_ends_where_the_gap_begins(page: Page) -> None:
    go(page, "ledger?run=digits-vae")
    page.get_by_text("Why it is a bound").click()
    chart = page.locator(".st-key-identity")
    expect(chart.get_by_text("−log p(x) 1.43").first).to_be_visible()  # drawn twice while it moves
    expect(chart.get_by_text("KL(q ‖ posterior) 2.80").first).to_be_visible()
    page.get_by_role("slider", name="Mean of q").press("ArrowRight")
    expect(chart.get_by_text("KL(q ‖ posterior) 2.60").first).to_be_visible()
    expect(chart.get_by_text("−log p(x) 1.43").first).to_be_visible()  # whatever q is


def test_the_same_codes_through_vae_autoencoder_and_its_mixture(page: Page) -> None:
    go(page, "proof?run=digits-vae")
    expect(page.locator("figure img")).to_have_count(3 * 16 + 2 * 11)
    first = page.locator("figure img").first
    before = first.get_attribute("src") or ""
    page.get_by_role("spinbutton", name="Seed").fill("3")
    page.get_by_role("spinbutton", name="Seed").press("Enter")
    expect(first).not_to_have_attribute("src", before)
    expect(page.get_by_text("standard deviations").first).to_be_visible()


def test_beta_moves_along_the_curve(page: Page) -> None:
    go(page, "beta?run=digits-vae")
    slider = page.get_by_role("slider", name="β")
    words = page.get_by_text("squared error").first
    before = words.inner_text()
    slider.press("End")
    expect(words).not_to_have_text(before)
    expect(page.get_by_text("β = 8")).to_be_visible()  # the ring on the curve
    expect(page.locator("figure img")).to_have_count(2 * 8 + 5 * 9)
