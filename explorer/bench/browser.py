"""A real browser and a real server, for what is measured in the page."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from explorer.errors import ExplorerError, InputError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
APP = Path(__file__).resolve().parents[2] / "app.py"
START = 30  # seconds


def find() -> str | None:
    """The path of an installed browser, or None; needs Playwright."""
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    if on_path:
        return on_path
    if MAC.exists():
        return str(MAC)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


@contextlib.contextmanager
def opened() -> Iterator[Any]:
    """A headless Chromium that draws without a GPU; `InputError` where Playwright or a browser is missing."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise InputError("this bench drives a browser: pip install -e '.[test]', then make test once") from error
    path = find()
    if path is None:
        raise InputError("no Chromium or Chrome is installed: python tests/find_browser.py --install")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@contextlib.contextmanager
def serving(
    port: int | None = None, env: Mapping[str, str] = os.environ, log: Any = subprocess.DEVNULL,
    script: Path = APP, arguments: Sequence[str] = (),
) -> Iterator[str]:  # fmt: skip
    """The address of the app or another script, served from this machine, on any free port if none is named."""
    if not script.exists():
        raise InputError("this needs the app beside the package, as in a checkout", script)
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1", "--", *arguments]
    process = subprocess.Popen(command, cwd=APP.parent, env=env, stdout=log, stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{url}/_stcore/health", process)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise ExplorerError("the server did not start")
