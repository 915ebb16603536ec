"""A real server on a free port, with its own copy of the shipped runs, and a real Chromium."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from explorer.bench import browser
from explorer.bench.browser import FLAGS, find, free_port

PROJECT = Path(__file__).resolve().parents[2]


# In the page: whether something was sent to the server that it has not answered yet.
TELLTALE = """window.WebSocket = class extends WebSocket {
    constructor(...a) { super(...a); this.addEventListener('message', () => { window.unanswered = false }) }
    send(...a) { window.unanswered = true; super.send(...a) }
}"""


@dataclass(frozen=True)
class Server:
    url: str
    runs: Path
    log: Path

    def complaints(self, since: int) -> list[str]:
        """The lines of the server's log, from a byte on, that speak of an error."""
        lines = self.log.read_bytes()[since:].decode().splitlines()
        return [s for s in lines if "Traceback" in s or "Error" in s or "Exception" in s]


@contextlib.contextmanager
def serving(folder: Path, port: int) -> Iterator[Server]:
    """The app on `port` with the runs under `folder`, ended at the end."""
    env = {
        **os.environ, "EXPLORER_CHECKPOINTS": str(folder / "checkpoints"), "XDG_CACHE_HOME": str(folder / "cache"),
        # Two servers and two browsers on two cores: torch's threads would wait for each other, tenfold as long.
        "OMP_NUM_THREADS": "1",
    }  # fmt: skip
    env.pop("EXPLORER_DATA", None)  # what ships must do
    log = folder / "server.log"
    with log.open("ab") as out, browser.serving(port, env, out) as url:
        yield Server(url, folder / "checkpoints", log)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("app")
    shutil.copytree(PROJECT / "checkpoints", folder / "checkpoints")
    with serving(folder, free_port()) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find()
    if path is None:
        pytest.skip("no Chromium or Chrome is installed: run tests/find_browser.py --install")
    expect.set_options(timeout=60_000)  # the cores may be slow and busy; what is there is not waited for
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield found
        found.close()


def visit(chromium: Browser, url: str, **options: Any) -> BrowserContext:
    """A visitor with a window of 1280 px, patient with a slow machine."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=url, **options)
    context.set_default_timeout(60_000)
    context.add_init_script(TELLTALE)
    return context


@pytest.fixture
def page(chromium: Browser, server: Server) -> Iterator[Page]:
    """A fresh tab at 1280 px; at the end no error may stand on it, in its console or in the server's log."""
    context = visit(chromium, server.url)
    tab = context.new_page()
    faults: list[str] = []
    said = server.log.stat().st_size
    tab.on("pageerror", lambda error: faults.append(str(error)))
    yield tab
    expect(tab.get_by_test_id("stException")).to_have_count(0)
    context.close()
    assert not faults
    assert not server.complaints(said)
