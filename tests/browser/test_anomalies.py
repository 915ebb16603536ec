"""The page Anomalies as a person walks it: the threshold moves the counts; another score, class, share; one's image."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from explorer.data import load
from explorer.pictures import png, to_image
from tests.browser.test_photos import upload
from tests.browser.test_walk import go, settled

pytestmark = pytest.mark.browser
PAGE = "anomalies?run=digits-vae&anomaly-run=digits-oneclass"


def counts(page: Page) -> dict[str, int]:
    """What is caught, missed, alarmed and passed, as the page says it."""
    found = page.locator(".counts div")
    expect(found).to_have_count(4)
    return {
        cell.locator("dt").inner_text(): int(cell.locator("dd").inner_text().replace(",", "")) for cell in found.all()
    }


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).first.click()
    settled(page)


def test_a_dragged_threshold_moves_the_counts_and_the_images(page: Page) -> None:
    go(page, PAGE)
    slider = page.get_by_role("slider", name="Threshold")
    expect(slider).to_be_visible()
    first = counts(page)
    assert sum(first.values()) == 360
    assert first["Caught"] > first["Missed"]
    box = slider.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y, steps=6)
    higher = counts(page)  # before the server hears of it
    page.mouse.up()
    settled(page)
    assert counts(page) == higher
    assert higher["Missed"] > first["Missed"]
    assert higher["False alarms"] <= first["False alarms"]
    assert sum(higher.values()) == 360
    slider.press("Home")
    settled(page)
    assert counts(page)["Passed"] <= 1  # nearly everything is an alarm
    expect(page.locator("figure img[alt='drawn']").first).to_be_visible()
    slider.press("End")
    settled(page)
    assert counts(page)["False alarms"] <= 1
    expect(page.get_by_text("None at this threshold.")).to_be_visible()


def test_another_score_and_another_class_have_their_own_figures(page: Page) -> None:
    go(page, PAGE)
    words = page.locator(".roc .words")
    expect(words).to_contain_text("ROC, AUROC")
    chosen = words.inner_text()
    choose(page, "Score", "Binary cross-entropy")
    expect(words).not_to_have_text(chosen)
    choose(page, "What is normal", "8")
    expect(page.get_by_text("the model of “8” draws them").first).to_be_visible()
    table = page.locator("table").first
    expect(table.get_by_role("row")).to_have_count(6)  # every score, not the best alone
    assert "normal=8" in page.url


def test_more_anomalies_in_training_lower_the_figure(page: Page) -> None:
    go(page, PAGE)
    words = page.get_by_text(re.compile(r"anomalies in training the mean AUROC is"))
    expect(words).to_contain_text("With 0% anomalies")
    none = float(re.findall(r"is ([\d.]+) %", words.inner_text())[0])
    page.get_by_role("slider", name="Anomalies among the training images").press("End")
    expect(words).to_contain_text("With 20% anomalies")
    assert float(re.findall(r"is ([\d.]+) %", words.inner_text())[0]) < none


def test_ones_own_image_is_scored(page: Page) -> None:
    test = load("digits", "test")
    assert test.labels is not None
    digit = to_image(test.images[int((test.labels == 3).argmax())])
    go(page, PAGE)
    upload(page, "Your image", ("three.png", png(digit)))
    expect(page.get_by_text("Your image scores", exact=False)).to_be_visible()
    expect(page.get_by_text("beside “0”", exact=False)).to_contain_text("an anomaly")
    choose(page, "What is normal", "3")
    expect(page.get_by_text("beside “3”", exact=False)).to_contain_text("normal")


def test_where_mnist_is_not_here_it_is_a_sentence(page: Page) -> None:
    go(page, "anomalies?run=digits-vae&anomaly-run=mnist-oneclass")
    expect(page.get_by_text("MNIST is not on this machine")).to_be_visible()
    expect(page.get_by_role("button", name="Download MNIST")).to_be_visible()
