"""What a drag over the map is measured against: a slider that reruns a page, and umap-learn's own way back."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

from explorer.bench import Row, browser, row
from explorer.errors import ExplorerError

RERUNS = 30  # key presses on the slider
POINTS = 3  # taken back by umap-learn

# The plainest page that does it, run by a server of its own: two numbers in, the picture out.
SLIDERS = """
import sys
from pathlib import Path
import streamlit as st
import torch
from explorer.training.checkpoint import open_run

@st.cache_resource
def opened():
    return open_run(Path(sys.argv[1]), torch.device("cpu"))

run = opened()
z = torch.zeros(1, run.config.model.latent_dim)
for k in range(2):
    z[0, k] = st.slider(f"z{k}", -3.0, 3.0, 0.0, 0.1)
with torch.inference_mode():
    x = run.model.decode(z)[0].clamp(0, 1)
st.image(x.permute(1, 2, 0).numpy(), width=192)
"""

# From the key to the frame that has the new picture.
LISTEN = """
const rival = window.rival = {waited: [], at: 0};
addEventListener("keydown", e => rival.at ||= e.timeStamp, true);
document.addEventListener("load", e => {
  if (e.target.tagName !== "IMG" || !rival.at) return;
  const at = rival.at;
  rival.at = 0;
  requestAnimationFrame(() => rival.waited.push(performance.now() - at));
}, true);
"""


def slider(chromium: Any, run: Path) -> list[float]:
    """Milliseconds from a key on a Streamlit slider to its new picture, `RERUNS` of them, in the browser given."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "sliders.py"
        script.write_text(SLIDERS)
        with browser.serving(script=script, arguments=(str(run),)) as url:
            return _pressed(chromium, url)


def _pressed(chromium: Any, url: str) -> list[float]:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(LISTEN)
    page.goto(url)
    page.locator("img").first.wait_for(timeout=60_000)
    page.get_by_role("slider").first.focus()
    for k in range(RERUNS):
        page.wait_for_timeout(100)  # a person's pause
        page.keyboard.press("ArrowRight" if k < RERUNS // 2 else "ArrowLeft")
        page.wait_for_function(f"rival.waited.length > {k}")
    found: list[float] = page.evaluate("rival.waited")
    page.close()
    return found


def inverse(run: Path) -> dict[str, Any]:
    """What `taken_back` measures, in a process of its own: numba and the server do not go together."""
    code = f"from explorer.bench import rivals; rivals.taken_back({str(run)!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    if done.returncode:
        raise ExplorerError(f"umap-learn's inverse_transform failed: {done.stderr.strip().splitlines()[-1][:200]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def taken_back(run: str) -> None:
    """Print the milliseconds of umap-learn's `inverse_transform`, one point at a time, on a UMAP of the run's codes."""
    import numpy as np
    import umap

    from explorer.latent import atlas

    z = atlas.read(Path(run)).z
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reducer = umap.UMAP(n_neighbors=15, min_dist=0.1, random_state=0, n_jobs=1).fit(z)
        low, high = reducer.embedding_.min(0), reducer.embedding_.max(0)
        seconds = []
        for part in np.linspace(0.4, 0.6, POINTS):
            began = time.monotonic()
            reducer.inverse_transform((low + part * (high - low))[None])
            seconds.append(time.monotonic() - began)
    print(json.dumps({"codes": list(z.shape), "ms": [1000 * s for s in seconds]}))


def rows(name: str, pressed: list[float], back: dict[str, Any]) -> list[Row]:
    """Both rivals, each value one rerun or one point."""
    late = sorted(pressed)[math.ceil(0.95 * len(pressed)) - 1]
    return [
        row(f"{name} slider rerun, key to picture, p50", pressed, "ms", reruns=len(pressed)),
        row(f"{name} slider rerun, key to picture, p95", [late], "ms", reruns=len(pressed)),
        row(f"{name} umap-learn inverse_transform of a point", back["ms"], "ms", codes=back["codes"]),
    ]
