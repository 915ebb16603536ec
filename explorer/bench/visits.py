"""Visits to a map in a real browser: it is panned, dragged over and opened, and so is the page of its rival."""

from __future__ import annotations

import contextlib
import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

RIVAL = Path(__file__).parent / "rival"
WINDOW = {"width": 1280, "height": 900}
SECONDS = 3  # of a pan
MOVES = 120  # of a drag
MAP = "canvas[data-points]"
IN_MESSAGE = b'"reach"'  # what only the message with the map has in it

# A step of the pan in each frame, as from a hand with a button down; the times between the frames in which the map
# was drawn, in ms.
PAN = """
async (canvas, {kind, buttons, seconds}) => {
  const box = canvas.getBoundingClientRect(), drawn = [];
  const hear = () => drawn.push(performance.now());
  const end = performance.now() + 1000 * seconds;
  addEventListener("drawn", hear);
  for (let k = 0, now = 0; now < end; k++) {
    now = await new Promise(requestAnimationFrame);
    const clientX = box.x + box.width / 2 + 20 * Math.sin(k / 5);
    const clientY = box.y + box.height / 2 + 20 * Math.cos(k / 5);
    canvas.dispatchEvent(new PointerEvent(kind, {pointerId: 1, clientX, clientY, buttons, bubbles: true}));
  }
  removeEventListener("drawn", hear);
  return drawn.slice(1).map((at, k) => at - drawn[k]);
}
"""
# When the link was clicked and when the map was next drawn, on the page's own clock.
CLOCK = """
const bench = window.bench = {drawn: []};
addEventListener("click", () => { bench.clicked = performance.now(); bench.drawn = []; }, true);
addEventListener("drawn", () => bench.drawn.push(performance.now()));
"""


@contextlib.contextmanager
def rival() -> Iterator[str]:
    """The address of the bare library's page, served from this machine."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(RIVAL))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def pan_ours(chromium: Any, address: str) -> tuple[list[float], dict[str, float]]:
    """Pan the map at `address` with the right button; ms between frames, and the map's box in pixels."""
    page = _drawn(chromium, address)
    box = page.locator(MAP).bounding_box()
    page.mouse.move(*_middle(box))
    page.mouse.down(button="right")
    gaps = page.locator(MAP).evaluate(PAN, {"kind": "pointermove", "buttons": 2, "seconds": SECONDS})
    page.close()
    return gaps, box


def pan_rival(
    chromium: Any, address: str, xy: npt.NDArray[np.floating], label: npt.NDArray[np.int64], box: dict[str, float]
) -> list[float]:
    """Pan the same points (n, 2) in the same box, drawn by the bare library; ms between frames."""
    page = chromium.new_page(viewport=WINDOW)
    page.goto(address)
    page.wait_for_function("() => 'show' in window")
    low, high = xy.min(0), xy.max(0)
    x, y = (1.9 * (xy - low) / (high - low) - 0.95).T
    points = {"x": x.tolist(), "y": y.tolist(), "group": label.tolist(), "wide": box["width"], "high": box["height"]}
    page.evaluate("points => show(points)", points)
    page.mouse.move(box["width"] / 2, box["height"] / 2)
    page.mouse.down()
    gaps: list[float] = page.locator("canvas").evaluate(PAN, {"kind": "mousemove", "buttons": 1, "seconds": SECONDS})
    page.close()
    return gaps


def drag(chromium: Any, address: str) -> dict[str, int]:
    """Drag the point over all of the map: how many pictures came, and how often the scatter was drawn anew."""
    page = _drawn(chromium, address)
    page.locator("canvas.picture[data-z]").wait_for()
    page.wait_for_timeout(1500)  # what the page loads ahead
    box = page.locator(MAP).bounding_box()
    page.mouse.move(*_middle(box))
    page.mouse.down()
    page.evaluate("""() => {
      window.seen = {drawn: 0, decoded: 0};
      for (const what of Object.keys(seen)) addEventListener(what, () => seen[what]++);
    }""")
    for k in range(MOVES):
        part = (k + 1) / MOVES - 0.5
        page.mouse.move(box["x"] + box["width"] * (0.5 + 0.9 * part), box["y"] + box["height"] * (0.5 + 0.4 * part))
    page.wait_for_timeout(200)
    found: dict[str, int] = page.evaluate("window.seen")
    page.close()
    return found


def opening(chromium: Any, url: str, query: str) -> dict[str, float]:
    """Open the map twice, the second time by the link of the sidebar.

    Its bytes on the websocket, those of the whole first visit, and the seconds from the click to the drawn map.
    """
    page = chromium.new_page(viewport=WINDOW)
    page.add_init_script(CLOCK)
    received: list[bytes] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(_bytes(frame))))
    page.goto(f"{url}/latent_map?{query}")
    page.locator("canvas.picture[data-z]").wait_for()
    page.wait_for_timeout(2000)
    own = max(len(frame) for frame in received if IN_MESSAGE in frame)
    total = sum(map(len, received))
    page.get_by_role("link", name="Train or load").click()
    page.locator("h1", has_text="Train or load").wait_for()
    page.wait_for_timeout(1000)
    page.get_by_role("link", name="Latent map").click()
    page.wait_for_function("() => window.bench.drawn.length > 0")
    clock = page.evaluate("window.bench")
    page.close()
    return {"own": own, "total": total, "seconds": (clock["drawn"][0] - clock["clicked"]) / 1000}


def _drawn(chromium: Any, address: str) -> Any:
    page = chromium.new_page(viewport=WINDOW)
    page.goto(address)
    page.locator(MAP).wait_for()
    page.wait_for_timeout(2000)  # the script's end, the decoder, and what the page loads ahead
    return page


def _middle(box: dict[str, float]) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame
