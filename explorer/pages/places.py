"""Words to places: a sentence and the map that it moves; errors, telling words, layers, rivals."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from explorer.data.states import REGION_OF, REGIONS, STATES
from explorer.files import read_json
from explorer.training.log import read_metrics
from explorer.training.runs import measured
from explorer.ui import cache, controls, figures, places_map, state

SHIPPED, SYNTHETIC = "places-sdae", "dialects"
COLUMNS = {"state_accuracy": "state", "region_accuracy": "region", "median_error": "median error, km",
           "mean_error": "mean error, km", "acc_at_161km": "within 161 km"}  # fmt: skip
STAGES = {"layer 1": "Layer 1, alone", "layer 2": "Layer 2, alone", "whole": "All of it, fine-tuned"}
OTHER_SPLIT = "The published network learnt from 5,685 people, ours from 1,895: the training split differs."
OTHER_CORPUS = (
    "Published on GeoText, real people, of whom 5,685 were learnt from (Liu & Inkpen 2015): state 34.8 %, region "
    "61.1 %, mean error 855.9 km. That is another corpus and another split: not to be compared."
)
EXAMPLES, DRAWN = 5, 120
PLAIN = {"displayModeBar": False, "scrollZoom": False}


def page() -> None:
    controls.title(
        "Words to places",
        "Where people live shows in the words they use. A stacked denoising autoencoder first learns which words go "
        "together, layer by layer, and is then tuned to name the state, the region and the place.",
    )
    runs = {run.name: run for run in _runs()}
    if not runs:
        st.info("No such model is trained yet: `python -m explorer train --model sdae --data dialects --out places`.")
        return
    name = next(iter(runs))
    if len(runs) > 1:
        name = str(st.selectbox("Model", list(runs), key="places-run", bind="query-params"))
    with state.errors_as_sentences():
        run = cache.model(runs[name], "cpu")
        words = tuple((read_json(runs[name] / "words.json") or {"words": []})["words"])
        _sentence(run, words)
        _figures(run)
        _telling(run, words)
        _layers(run)


def _runs() -> list[Path]:
    return sorted((run for run, _ in measured("sdae")), key=lambda run: (run.name != SHIPPED, run.name))


# --- a sentence ------------------------------------------------------------------------------------


def _sentence(run, words: tuple[str, ...]) -> None:
    from explorer.errors import InputError
    from explorer.metrics.reading import read

    left, right = st.columns([2, 3], gap="large")
    with left:
        examples = _examples(run, words)
        st.session_state.setdefault("places-text", next(iter(examples.values())))
        st.text_area("A sentence", key="places-text", height=90, help="Press Ctrl+Enter, or leave the box")
        for column, (where, text) in zip(st.columns(2) * EXAMPLES, examples.items(), strict=False):
            column.button(where, on_click=_take, args=(text,), type="tertiary", icon=":material/format_quote:")
    try:
        reading = read(run.model, words, str(st.session_state["places-text"]))
    except InputError as error:
        left.info(error.message, icon=":material/edit:")
        right.plotly_chart(places_map.base(), key="places-map", config=PLAIN)
        return
    with left:
        likeliest = np.argsort(-reading.states)[:3]
        st.markdown("  \n".join(f"**{STATES[i]}** {reading.states[i]:.0%}" for i in likeliest))
        region = int(reading.regions.argmax())
        lat, lon = reading.place
        st.markdown(f"Region: **{REGIONS[region]}** {reading.regions[region]:.0%} · place {lat:.1f}° N, {-lon:.1f}° W")
        unknown = f"; not known: {', '.join(reading.unknown)}" if reading.unknown else ""
        st.caption(f"Known words: {', '.join(reading.known)}{unknown}")
    with right:
        st.plotly_chart(places_map.guessed(reading.states, reading.place), key="places-map", config=PLAIN)
        st.caption("The darker, the likelier the state; the dot is the place whose expected error is least.")


def _take(text: str) -> None:
    st.session_state["places-text"] = text


def _examples(run, words: tuple[str, ...]) -> dict[str, str]:
    """Sentences for a few states, made of the words that tell the model most of them: nobody has written these."""
    told = {
        STATES[i]: _words_of(run, words, i)
        for i in map(STATES.index, ("Texas", "New York", "California", "Florida", "Illinois"))
    }
    form = "the {} is so {} in this {}" if run.config.data.name == SYNTHETIC else "{} {} {}"
    return {name: form.format(*(word for word, _ in found[:3])) for name, found in told.items()}


def _words_of(run, words: tuple[str, ...], index: int) -> list[tuple[str, float]]:
    return _told(run.path, cache.stamp(run.path), words, index)


@st.cache_data(max_entries=200, show_spinner=False)
def _told(path: Path, _stamp: float, _words: tuple[str, ...], index: int) -> list[tuple[str, float]]:
    from explorer.metrics.reading import telling

    return telling(cache.model(path, "cpu").model, _words, index)


# --- how well --------------------------------------------------------------------------------------


def _figures(run) -> None:
    st.subheader("How well, and where not", anchor=False)
    report = read_json(run.path / "report.json") or {}
    _table(report, run.config.data.name)
    test = _test(run.config.data.name)
    if test is None:
        st.info(f"`{run.config.data.name}` is not on this machine, so its test people cannot be mapped.")
        return
    counted, median, share, true, said = _by_state(run.path, cache.stamp(run.path))
    figure = places_map.errors(counted, median, share)
    invented = run.config.data.name == SYNTHETIC
    figure = places_map.arrows(figure, true[:DRAWN], said[:DRAWN]) if invented else figure
    st.plotly_chart(figure, key="places-errors", config=PLAIN)
    lines = f" The lines lead from the homes of {DRAWN} invented people to the guesses." if invented else ""
    st.caption(f"Test people (n = {len(test):,}) by state; a circle's area is how many there are.{lines}")


def _table(report: dict, data: str) -> None:
    metrics = report.get("metrics", {})
    own = {"network": {key: row["value"] for key, row in metrics.items()}}
    rivals = {name: row for name, row in report.get("rivals", {}).items()}
    published = {key: row["published"] for key, row in metrics.items() if row["published"] is not None}
    rows = {**own, **rivals, **({"Liu & Inkpen 2015": published} if published else {})}
    lines = ["| | " + " | ".join(COLUMNS.values()) + " |", "|:--|" + "--:|" * len(COLUMNS)]
    for name, row in rows.items():
        cells = ["" if key not in row else _cell(key, row[key]) for key in COLUMNS]
        lines.append(f"| {'**stacked autoencoder**' if name == 'network' else name} | " + " | ".join(cells) + " |")
    st.markdown("\n".join(lines))
    first = max(metrics.values(), key=lambda row: row["n"])
    st.caption(
        f"All learnt from the same people; `{data}`, n = {first['n']:,} test people, seed {first['seed']}. "
        "The first three rivals read no word; the last row is a linear model on what the network reads. "
        + (OTHER_SPLIT if published else OTHER_CORPUS)
    )


def _cell(key: str, value: float) -> str:
    return f"{value:,.0f}" if key.endswith("error") else f"{value:.1%}"


@st.cache_resource(max_entries=2, show_spinner="Loading the words…")
def _test(name: str):
    from explorer.data import geotext
    from explorer.errors import DataError

    try:
        return geotext.load(name, "test")
    except DataError:
        return None


@st.cache_data(max_entries=4, show_spinner="Guessing where the test people live…")
def _by_state(path: Path, _stamp: float):
    """Of each state how many people (49,), their median error in km and the share named right; places and guesses."""
    from explorer.data.states import distance
    from explorer.metrics.geo import guess

    run = cache.model(path, "cpu")
    test = _test(run.config.data.name)
    said = guess(run.model, test.counts)
    km, right = distance(said.places, test.places), said.states == test.states
    rows = [test.states == i for i in range(len(STATES))]
    counted = np.array([row.sum() for row in rows], float)
    median = np.array([np.median(km[row]) if row.any() else 0.0 for row in rows])
    share = np.array([right[row].mean() if row.any() else 0.0 for row in rows])
    return counted, median, share, test.places, said.places


# --- words and layers ------------------------------------------------------------------------------


def _telling(run, words: tuple[str, ...]) -> None:
    st.subheader("The most telling words", anchor=False)
    left, right = st.columns([2, 3], gap="large")
    chosen = left.selectbox("State", STATES, index=STATES.index("New York"), key="places-state", bind="query-params")
    found = _words_of(run, words, STATES.index(str(chosen)))[::-1]
    figure = go.Figure(go.Bar(
        x=[chance for _, chance in found], y=[word for word, _ in found], orientation="h",
        marker_color=figures.colour(0), hovertemplate="%{y}: %{x:.0%}<extra></extra>",
    ))  # fmt: skip
    figure.update_layout(height=280, margin={"l": 0, "r": 0, "t": 0, "b": 0}, xaxis_tickformat=".0%",
                         xaxis_title=f"chance of {chosen}, of a text of this word alone", xaxis_rangemode="tozero",
                         yaxis_type="category")  # fmt: skip
    right.plotly_chart(figure, key="places-telling", config=PLAIN)
    if run.config.data.name == SYNTHETIC:
        left.caption(
            "This corpus is made up: everyday English words that all use, and invented ones, each of which has a home "
            "and a reach; the farther from its home, the rarer it is. Its generator is `explorer/data/dialects.py`."
        )
    else:
        left.caption("Words as the model weighs them, real people's and unfiltered; no text is kept or shown.")


def _layers(run) -> None:
    st.subheader("Layer by layer", anchor=False)
    rows = read_metrics(run.path)
    codes = _codes(run.path, cache.stamp(run.path))
    for i, (column, (stage, title)) in enumerate(zip(st.columns(3, gap="medium"), STAGES.items(), strict=True)):
        lines = [row for row in rows if row.get("stage") == stage]
        with column:
            st.markdown(f"**{title}**")
            if lines:
                st.plotly_chart(_curve(lines), key=f"places-curve-{i}", config=PLAIN)
            if codes is not None:
                st.plotly_chart(_cloud(codes[i], codes[3]), key=f"places-codes-{i}", config=PLAIN)
    st.caption(
        "Above, each layer's squared error while it learns to undo masking noise on what the layers below say (dashed: "
        "what the mean of all would err), then the loss of the whole. Below, test people by region: the words that "
        "go in, then layer 1 and layer 2 of the tuned network, each in its own two principal components."
    )


def _curve(lines: list[dict]) -> go.Figure:
    figure = go.Figure()
    epochs = [row["epoch"] for row in lines]
    figure.add_scatter(x=epochs, y=[row["loss"] for row in lines], mode="lines+markers",
                       line={"color": figures.colour(0)}, showlegend=False)  # fmt: skip
    if "mean" in lines[0]:
        figure.add_hline(lines[0]["mean"], line={"color": "#888888", "dash": "dash", "width": 2})
    figure.update_yaxes(rangemode="tozero", title="squared error" if "mean" in lines[0] else "loss")
    return figure.update_layout(
        height=200, margin={"l": 0, "r": 0, "t": 4, "b": 0}, xaxis_title="epoch", xaxis_dtick=-(-len(epochs) // 6)
    )


def _cloud(points, regions) -> go.Figure:
    figure = go.Figure()
    for i, name in enumerate(REGIONS):
        mine = points[regions == i]
        figure.add_scatter(x=mine[:, 0], y=mine[:, 1], mode="markers", name=name, hoverinfo="skip",
                           marker={"size": 4, "color": figures.colour(i), "opacity": 0.6})  # fmt: skip
    figure.update_xaxes(showticklabels=False).update_yaxes(showticklabels=False)
    legend = {"orientation": "h", "y": -0.02, "yanchor": "top", "itemsizing": "constant"}
    return figure.update_layout(height=240, margin={"l": 0, "r": 0, "t": 0, "b": 0}, legend=legend)


@st.cache_resource(max_entries=4, show_spinner=False)
def _codes(path: Path, _stamp: float):
    """Features, layer 1 and layer 2 of test people in their two principal components (n, 2), and their regions (n)."""
    import torch

    run = cache.model(path, "cpu")
    test = _test(run.config.data.name)
    if test is None:
        return None
    rows = np.flatnonzero(test.states >= 0)[:500]
    with torch.inference_mode():
        found = [run.model.features(torch.from_numpy(test.counts[rows].toarray()))]
        for k in range(len(run.model.layers)):
            found.append(run.model.down(k, found[-1]))
    planes = []
    for layer in found:
        centred = layer - layer.mean(0)
        planes.append((centred @ torch.pca_lowrank(centred, 2, center=False)[2]).numpy())
    return (*planes, REGION_OF[test.states[rows]])
