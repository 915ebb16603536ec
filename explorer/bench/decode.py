"""`bench decode`: a drag over the map in a real browser, from the pointer's event to the pixels of its picture."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from explorer.bench import Row, browser, result, rivals, row
from explorer.errors import InputError
from explorer.training.runs import resolve

RIVALLED = "mnist-vae"
RUNS = ("mnist-vae", "fashion-vae", "sprites-vae")
MOVES = 500
FRAME = 1000 / 60  # ms

# Of each move, when the pointer was there and when the page heard of it; of each picture, which move it answers.
# A move that a later one has overtaken is answered by that one's picture.
LISTEN = """
const bench = window.bench = {open: [], waited: [], answered: [], frames: 0};
addEventListener("drawn", () => bench.drawn ??= performance.now());
addEventListener("onpointerrawupdate" in window ? "pointerrawupdate" : "pointermove", e => {
  if (e.buttons) bench.open.push([e.timeStamp, performance.now()]);
}, true);
addEventListener("decoded", ({detail: {since}}) => {
  const now = performance.now();
  bench.first ??= now;
  bench.frames += 1;
  for (const [at, heard] of bench.open.filter(([at]) => at <= since)) {
    bench.waited.push(now - at);
    bench.answered.push(now - heard);
  }
  bench.open = bench.open.filter(([at]) => at > since);
});
"""


def run(say: Callable[[str], None], repeats: int = 3, **other: Any) -> dict[str, Any]:
    """Drag over the UMAP of each run, `repeats` times in a fresh tab."""
    if other:
        raise InputError(f"bench decode has no --{', --'.join(other)}")
    rows: list[Row] = []
    ratios: dict[str, float] = {}
    with browser.opened() as chromium, browser.serving() as url:
        for name in RUNS:
            found = [_drag(chromium, f"{url}/latent_map?run={name}&map=UMAP") for _ in range(repeats)]
            rows += _rows(name, found)
            p50, p95 = (r.value for r in rows[-6:-4])
            say(f"{name}: pointer to pixels p50 {p50:.1f} ms, p95 {p95:.1f} ms")
            ratios[f"{name} p95 to a frame of 16.7 ms"] = p95 / FRAME
            if name == RIVALLED:
                rows += _rivals(chromium, p50, ratios, say)
        version = chromium.version
    settings = {"moves": MOVES, "repeats": repeats, "map": "UMAP", "chromium": version, "window": "1280x900"}
    return result("decode", settings, rows, ratios)


def _rivals(chromium: Any, p50: float, ratios: dict[str, float], say: Callable[[str], None]) -> list[Row]:
    """The same picture by a slider and by umap-learn, and how many times our median theirs is."""
    run = resolve(RIVALLED)
    found = rivals.rows(RIVALLED, rivals.slider(chromium, run), rivals.inverse(run))
    for r in (found[0], found[-1]):
        ratios[f"{r.name} to event to pixels p50"] = r.value / p50
        say(f"{r.name}: {r.value:.0f} ms")
    return found


def _rows(name: str, found: list[dict[str, Any]]) -> list[Row]:
    """A row for each figure; one value for each repeat."""

    def percentile(key: str, part: float) -> list[float]:
        return [sorted(f[key])[math.ceil(part * len(f[key])) - 1] for f in found]

    moves = [len(f["waited"]) for f in found]
    return [
        row(f"{name} event to pixels p50", percentile("waited", 0.5), "ms", moves=moves),
        row(f"{name} event to pixels p95", percentile("waited", 0.95), "ms", moves=moves),
        row(f"{name} page to pixels p95", percentile("answered", 0.95), "ms", moves=moves),
        row(f"{name} pictures drawn in the drag", [f["frames"] for f in found], "pictures", moves=moves),
        row(f"{name} messages to the server in the drag", [f["sent"] for f in found], "messages"),
        row(f"{name} map to first picture", [f["first"] - f["drawn"] for f in found], "ms"),
    ]


def _drag(chromium: Any, address: str) -> dict[str, Any]:
    """One visit: what the page measured, and how much it sent during the drag."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(LISTEN)
    sent: list[Any] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    page.goto(address)
    page.locator("canvas.picture[data-z]").wait_for()
    page.wait_for_timeout(1500)  # what the page loads ahead
    box = page.locator("canvas[data-points]").bounding_box()
    page.mouse.move(*_place(box, 0))
    page.mouse.down()
    sent.clear()
    page.evaluate("bench.frames = 0")
    for k in range(MOVES):
        page.mouse.move(*_place(box, (k + 1) / MOVES))
    page.wait_for_timeout(100)
    asked = len(sent)
    page.mouse.up()
    found: dict[str, Any] = page.evaluate("window.bench")
    page.close()
    return {**found, "sent": asked}


def _place(box: dict[str, float], part: float) -> tuple[float, float]:
    """A place on a path that crosses all of the map."""
    x, y = math.cos(2 * math.pi * 3 * part), math.sin(2 * math.pi * 4 * part)
    return box["x"] + box["width"] * (0.5 + 0.45 * x), box["y"] + box["height"] * (0.5 + 0.45 * y)
