"""Make the README's picture: the app's Home in a real browser. `python docs/screenshot.py [URL]`, app running."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from explorer.bench.browser import FLAGS, find

URL = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8501"

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
    page = browser.new_page(viewport={"width": 1440, "height": 860})
    page.goto(URL)
    page.wait_for_selector("canvas[data-points]")
    page.wait_for_timeout(1500)  # the map's fonts and last frame
    page.screenshot(path=str(Path(__file__).with_name("home.png")))
    browser.close()
