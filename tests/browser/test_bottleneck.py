"""The page PCA and the bottleneck as a person walks it: k moves the pictures and the figures."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_walk import go, settled

pytestmark = pytest.mark.browser
METHODS = ("PCA", "Linear autoencoder", "Deep autoencoder")


def errors(page: Page) -> list[float]:
    """The squared error per image of each method, as the page says them."""
    return [
        float(re.findall(r"squared error ([\d.]+)", page.get_by_text(f"{method}, k =").first.inner_text())[0])
        for method in METHODS
    ]


def test_more_numbers_leave_less_over_and_the_linear_ones_agree(page: Page) -> None:
    go(page, "bottleneck?run=digits-ae")
    expect(page.get_by_text("PCA, k = 8", exact=False).first).to_be_visible()
    before = errors(page)
    page.get_by_role("slider", name="Numbers in the code, k").press("ArrowRight")
    expect(page.get_by_text("PCA, k = 16", exact=False).first).to_be_visible()
    settled(page)
    after = errors(page)
    assert all(a < b for a, b in zip(after, before, strict=True))
    for pca, linear, deep in (before, after):
        assert linear == pytest.approx(pca, rel=0.1)  # the same subspace, found by descent
        assert deep < pca
    expect(page.locator(".st-key-errors .legendtext").get_by_text("Deep autoencoder")).to_be_visible()
    expect(page.get_by_role("table").get_by_text("64", exact=True).first).to_be_visible()


def test_noise_comes_back_from_a_code_as_large_as_the_input_alone(page: Page) -> None:
    go(page, "bottleneck?run=digits-ae")
    expect(page.get_by_text("Noise through k = 8", exact=False)).to_be_visible()
    expect(page.locator("figure", has_text="noise")).to_have_count(8)
    page.get_by_role("slider", name="Numbers in the code, k").press("End")
    expect(page.get_by_text("Noise through k = 64", exact=False)).to_be_visible()
