"""A training from the page: cloned with changes, paused, gone on, stopped, deleted."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from explorer.training.runs import read_config
from tests.browser.conftest import Server
from tests.browser.test_walk import go, settled

pytestmark = pytest.mark.browser


def choose(page: Page, run: str) -> None:
    """Pick a run below the table of runs."""
    page.get_by_label("With this run").click()
    page.keyboard.type(run)
    page.keyboard.press("Enter")
    settled(page)
    expect(page.get_by_label("With this run")).to_have_value(run)


def test_a_clone_takes_objective_and_binarization_along(page: Page) -> None:
    go(page, "train")
    choose(page, "mnist-iwae")
    page.get_by_role("button", name="Clone").click()
    expect(page.get_by_text("the clone starts anew")).to_be_visible()
    settled(page)
    page.get_by_text("More", exact=True).click()
    expect(page.get_by_role("combobox", name="Objective")).to_have_value("IWAE, doubly reparameterized")
    expect(page.get_by_role("spinbutton", name="Importance samples")).to_have_value("20")
    expect(page.get_by_role("combobox", name="Binarization")).to_have_value("stochastic")


@pytest.mark.long
def test_a_run_is_cloned_with_changes_paused_and_deleted(page: Page, server: Server) -> None:
    go(page, "train")
    choose(page, "digits-vae")
    page.get_by_role("button", name="Clone").click()
    settled(page)
    page.get_by_text("More", exact=True).click()
    epochs = page.get_by_label("Epochs", exact=True)
    expect(epochs).to_have_value("200")
    expect(page.get_by_label("Latent dimensions")).to_have_value("2")
    expect(page.get_by_label("Batch size")).to_have_value("64")
    epochs.fill("600")
    page.get_by_label("Name").fill("cloned")
    page.get_by_label("Name").press("Tab")
    settled(page)
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text(re.compile("cloned: training"))).to_be_visible()
    run = server.runs / "cloned"
    theirs, ours = (read_config(server.runs / name) for name in ("digits-vae", "cloned"))
    assert ours.model == theirs.model
    assert ours.train.epochs == 600
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.get_by_text(re.compile("cloned: paused; it waits"))).to_be_visible()
    worker = json.loads((run / "status.json").read_text())["pid"]
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text(re.compile("cloned: training"))).to_be_visible()
    assert json.loads((run / "status.json").read_text())["pid"] == worker
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text(re.compile("cloned: stopped"))).to_be_visible()
    page.reload()
    settled(page)
    choose(page, "cloned")
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Delete cloned for good?")).to_be_visible()
    page.get_by_role("button", name="Yes, delete it").click()
    expect(page.get_by_role("cell", name="cloned")).to_have_count(0)
    assert not run.exists()
