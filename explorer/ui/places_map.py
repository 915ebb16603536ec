"""The map of the states: outlines drawn from polygons on board, for Plotly's own base map comes from a server."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from explorer.data.states import STATES, Floats, Places, middles, outlines
from explorer.palette import PALETTE, VIRIDIS

LINE = "rgba(136,136,136,0.7)"
LEAST = 0.01  # a chance below it is not coloured
HEIGHT = 420


def base(height: int = HEIGHT) -> go.Figure:
    """The outlines alone: no layer that Plotly would have to fetch is shown."""
    figure = go.Figure()
    lat, lon = _lines(range(len(STATES)))
    figure.add_scattergeo(
        lat=lat, lon=lon, mode="lines", line={"width": 0.8, "color": LINE}, hoverinfo="skip", showlegend=False
    )
    figure.update_geos(
        visible=False, projection={"type": "conic equal area", "parallels": [29.5, 45.5], "rotation": {"lon": -96}},
        lonaxis_range=[-119, -73], lataxis_range=[24, 50.5],
        bgcolor="rgba(0,0,0,0)", showframe=False, showcoastlines=False,
        showland=False, showlakes=False, showsubunits=False, showcountries=False,
    )  # fmt: skip
    return figure.update_layout(
        height=height, margin={"l": 0, "r": 0, "t": 0, "b": 0}, dragmode=False, paper_bgcolor="rgba(0,0,0,0)",
        uirevision="places", legend={"orientation": "h", "y": 0.0, "yanchor": "top"},
    )  # fmt: skip


def _lines(states: Sequence[int] | range) -> tuple[list[float | None], list[float | None]]:
    """Latitudes and longitudes of all lines of some states, with a gap after each."""
    lat: list[float | None] = []
    lon: list[float | None] = []
    for state in states:
        for line in outlines()[state]:
            lat += [*line[:, 0].round(3).tolist(), None]
            lon += [*line[:, 1].round(3).tolist(), None]
    return lat, lon


def guessed(chances: Floats, place: tuple[float, float]) -> go.Figure:
    """The states by their chance, the likelier the darker, and the place that is said."""
    figure = base()
    red, green, blue = (int(PALETTE[0][i : i + 2], 16) for i in (1, 3, 5))
    for state in np.flatnonzero(chances >= LEAST):
        lat, lon = _lines([int(state)])
        strength = 0.1 + 0.8 * chances[state] / chances.max()
        figure.add_scattergeo(
            lat=lat, lon=lon, mode="lines", fill="toself", fillcolor=f"rgba({red},{green},{blue},{strength:.2f})",
            line={"width": 0.8, "color": LINE}, hoverinfo="skip", showlegend=False,
        )  # fmt: skip
    named = np.flatnonzero(chances >= LEAST)
    where = middles()[named]
    figure.add_scattergeo(
        lat=where[:, 0], lon=where[:, 1], mode="markers", marker={"size": 14, "opacity": 0}, showlegend=False,
        text=[f"{STATES[i]} {chances[i]:.0%}" for i in named], hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
    figure.add_scattergeo(
        lat=[place[0]], lon=[place[1]], mode="markers", showlegend=False, name="guess",
        marker={"size": 15, "color": PALETTE[1], "line": {"width": 2, "color": "#ffffff"}},
        hovertemplate=f"the guess: {place[0]:.1f}°, {place[1]:.1f}°<extra></extra>",
    )  # fmt: skip
    return figure


def errors(counted: Floats, median: Floats, right: Floats) -> go.Figure:
    """A circle for each state: as large as it has people (49,), coloured by their median error (49,) in km."""
    figure = base()
    seen = np.flatnonzero(counted)
    where = middles()[seen]
    words = [f"{STATES[i]}: {counted[i]:.0f} people, median error {median[i]:,.0f} km, {right[i]:.0%} named right"
             for i in seen]  # fmt: skip
    figure.add_scattergeo(
        lat=where[:, 0], lon=where[:, 1], mode="markers", text=words, hovertemplate="%{text}<extra></extra>",
        showlegend=False,
        marker={
            "size": 7 + 34 * np.sqrt(counted[seen] / counted.max()), "color": median[seen], "opacity": 0.9,
            "colorscale": [[i / 9, colour] for i, colour in enumerate(VIRIDIS)], "cmin": 0,
            "cmax": float(np.quantile(median[seen], 0.95)), "line": {"width": 1, "color": "#ffffff"},
            "colorbar": {"title": {"text": "median<br>error, km"}, "thickness": 12, "len": 0.8},
        },
    )  # fmt: skip
    return figure


def arrows(figure: go.Figure, true: Places, said: Places) -> go.Figure:
    """Lines from where invented people live to where the model says, ended by a dot there."""
    gap = np.full(len(true), np.nan)
    lat, lon = (np.stack([true[:, k], said[:, k], gap], axis=1).ravel() for k in (0, 1))
    figure.add_scattergeo(
        lat=lat, lon=lon, mode="lines", line={"width": 1, "color": PALETTE[1]}, opacity=0.45, hoverinfo="skip",
        name="from home to the guess",
    )  # fmt: skip
    return figure
