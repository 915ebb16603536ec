"""A histogram with a threshold to drag: counts, ROC, precision and recall follow in the browser, without a rerun."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

CURVE = """<figure class="{0}"><div class="words"></div><div class="side">{1}</div><div class="area">
<svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label="{2}"></svg>
<span class="dot"></span><span class="top">100 %</span><span class="floor"></span></div>
<div class="axis"><span>0 %</span><span>{3}</span><span>100 %</span></div></figure>"""
HTML = f"""<div class="threshold"><div class="legend"></div>
<div class="plot"><svg preserveAspectRatio="none" role="img" aria-label="Scores, normal and anomalous"></svg>
<div class="own" hidden><span>your image</span></div>
<div class="line" role="slider" tabindex="0" aria-label="Threshold" aria-valuemin="0"><span></span></div></div>
<div class="title"></div><dl class="counts"></dl><div class="curves">
{CURVE.format("roc", "anomalies caught", "ROC", "normal images alarmed")}
{CURVE.format("pr", "of the alarms, anomalies", "Precision and recall", "anomalies caught")}
</div></div>"""


@lru_cache(maxsize=1)
def _component() -> Callable[..., Any]:
    """Registered once per process."""
    css = (Path(__file__).parent / "build" / "threshold.css").read_text()  # by its address: after the first frame
    found: Callable[..., Any] = st.components.v2.component("explorer.threshold", html=HTML, css=css, js="threshold.js")
    return found


def threshold(scores: dict[str, Any], key: str) -> int:
    """Draw `scores`, as `ui.anomalies.scene` has them; the step at which the threshold was let go."""
    at = getattr(st.session_state.get(key), "at", None)
    known = isinstance(at, dict) and at.get("id") == scores["id"]
    step = int(at["step"]) if known and at is not None else int(scores["at"])
    _component()(key=key, default={"at": None}, on_at_change=lambda: None, data={**scores, "at": step})
    return step
