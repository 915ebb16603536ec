"""A map of 70,000 points: it opens, a point is found under the pointer, the wheel zooms, a click selects."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from explorer.files import read_json, write_json
from explorer.latent.atlas import npz
from explorer.latent.projection import pca
from tests.browser.conftest import Server
from tests.browser.test_drag import at, slot
from tests.browser.test_walk import go, settled

pytestmark = pytest.mark.browser
N = 70_000


@pytest.fixture
def many(server: Server) -> Iterator[Path]:
    """A run with the decoder of a shipped one and a map of codes from its prior: no more of MNIST ships than 2,000."""
    run = server.runs / "many"
    shutil.copytree(server.runs / "mnist-vae", run)
    random = np.random.default_rng(0)
    z = random.normal(size=(N, 20)).astype(np.float32)
    nothing = np.zeros(N, np.float32)
    folder = run / "atlas"
    label = random.integers(0, 10, N)
    (folder / "codes.npz").write_bytes(npz(z=z, label=label, error=nothing, kl=nothing, kl_dim=np.zeros(20, "f4")))
    (folder / "xy-pca.npz").write_bytes(npz(xy=pca(z)))
    meta = read_json(folder / "atlas.json")
    assert meta is not None
    write_json(folder / "atlas.json", {**meta, "n": N})
    yield run
    shutil.rmtree(run)


def test_it_is_hovered_zoomed_and_clicked_like_a_small_one(page: Page, many: Path) -> None:
    go(page, f"latent_map?run={many.name}&map=PCA&thumbnails=true")
    canvas = page.locator("canvas[data-points]")
    expect(canvas).to_have_attribute("data-points", str(N))
    slot(page)
    settled(page)
    page.mouse.move(*at(page, 0.5, 0.5))
    expect(page.locator(".lens")).to_be_visible()
    for _ in range(4):
        page.mouse.wheel(0, -240)
    expect(canvas).to_have_attribute("data-zoom", "6.82")
    expect(canvas).not_to_have_attribute("data-pictures", "0")
    page.mouse.move(*at(page, 0.5, 0.52))
    name = page.locator(".lens span").inner_text().splitlines()[-1].removeprefix("decoded · ")
    page.mouse.click(*at(page, 0.5, 0.52))
    expect(page.get_by_text(f"test {name}", exact=False)).to_be_visible()
