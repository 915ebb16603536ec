"""Image sorting: shuffled tiles, the student's board, the network and the edges; what sorting taught the encoder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from explorer.component.board import Over, board, order
from explorer.pictures import to_image
from explorer.training.runs import measured, read_config
from explorer.ui import cache, controls, figures, sorters, state

BOARD, MOST = "sorting-board", 9999
WHO = {"you": "You", "network": "The network", "edges": "Edge matching"}
PROBED = {
    "probe": "the sorter's tile encoder", "probe_untrained": "the same, untrained", "probe_pixels": "pixels",
    "probe_codes": "an autoencoder's codes",
}  # fmt: skip


def page() -> None:
    controls.title(
        "Image sorting",
        "An image is cut into tiles, with gaps and a jitter that keep edges from giving the order away, and shuffled. "
        "To sort them one must know what is in the image: so a network learns that, without labels. Can you beat it?",
    )
    runs = {run.name: run for run in _runs()}
    if not runs:
        st.info("No such model is trained yet: `python -m explorer train --model jigsaw --data digits --out tiles`.")
        return
    left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
    name = str(left.selectbox("Model", list(runs), key="sorter", bind="query-params"))
    number = int(middle.number_input("Puzzle", 0, MOST, 0, key="puzzle", bind="query-params",
                                     help="The same number is the same puzzle for everyone"))  # fmt: skip
    right.button("Next puzzle", on_click=_next, icon=":material/shuffle:", width="stretch")
    with state.errors_as_sentences():
        run = cache.model(runs[name], "cpu")
        puzzle = _puzzle(run, number)
        if puzzle is not None:
            _play(puzzle)
    _figures(runs[name])


def _runs() -> list[Path]:
    """The runs that sort, those first whose images are on this machine."""
    found = measured("jigsaw")
    return [run for run, _ in sorted(found, key=lambda row: (cache.here(row[1].data) is None, row[0].name))]


def _next() -> None:
    st.session_state["puzzle"] = (int(st.session_state["puzzle"]) + 1) % (MOST + 1)


def _puzzle(run, number: int) -> sorters.Puzzle | None:
    own, found = state.own_image(), state.brought()
    if own is not None and found is not None and st.toggle("Use your image", value=True, key="own-sorting"):
        return sorters.of_photo(run, own, found.id, number)
    images = controls.test_images(run.config)
    return None if images is None else sorters.of_test(run, images, number)


# --- the game --------------------------------------------------------------------------------------


def _play(puzzle: sorters.Puzzle) -> None:
    rounds: dict[str, dict[str, list[bool]]] = st.session_state.setdefault("sorting-rounds", {})
    left, right = st.columns(2, gap="large")
    over = st.session_state.setdefault("sorting-orders", {}).get(puzzle.id)
    with left:
        mine = None if over is None else puzzle.right(np.argsort(over))
        board(puzzle.tiles, puzzle.id, None if mine is None else Over(over, mine), BOARD, lambda: _sorted(puzzle))
        st.caption("Drag a tile onto another, and they change places. By keys: Enter picks a tile up, arrows carry it, "
                   "Enter puts it down.")  # fmt: skip
    with right:
        if mine is None:
            st.markdown("The network and edge matching have sorted these tiles already. Press **Done** to compare.")
            st.caption(f"{puzzle.word}; {len(puzzle.tiles)} tiles of {_size(puzzle.tiles.shape)} pixels, "
                       f"{_seen(puzzle)}")  # fmt: skip
            _score(rounds, None)
            return
        said = {"you": np.argsort(over), "network": puzzle.network, "edges": puzzle.edges}
        rounds.setdefault(puzzle.id, {who: list(map(bool, puzzle.right(place))) for who, place in said.items()})
        shown = [(to_image(puzzle.pasted(place)), WHO[who], figures.MADE) for who, place in said.items()]
        figures.row([*shown, (to_image(puzzle.picture), puzzle.word, figures.REAL)], 140)
        _score(rounds, puzzle.id)
    with st.expander("How sure the network is"):
        _sure(puzzle)


def _size(shape: tuple[int, ...]) -> str:
    return f"{shape[-1]}×{shape[-2]}"


def _seen(puzzle: sorters.Puzzle) -> str:
    if not puzzle.finer:
        return "the same for all three."
    grey = " and in grey" if puzzle.seen[0] == 1 else ""
    return f"of which the network sees less than you: {_size(puzzle.seen)}{grey}, as the images that it has learnt."


def _sorted(puzzle: sorters.Puzzle) -> None:
    """Keep what the person has made of a puzzle; the first answer counts."""
    found = order(BOARD, puzzle.id, len(puzzle.tiles))
    if found is not None:
        st.session_state["sorting-orders"].setdefault(puzzle.id, found)


def _score(rounds: dict[str, dict[str, list[bool]]], now: str | None) -> None:
    """The score over the rounds of this visit, and of the puzzle that is over."""
    if not rounds:
        return
    lines = [f"| | this puzzle | tiles right | whole images, of {len(rounds)} |", "|:--|--:|--:|--:|"]
    for who, word in WHO.items():
        hits = [row[who] for row in rounds.values()]
        here = "" if now is None else f"**{sum(rounds[now][who])} of {len(rounds[now][who])}**"
        share = sum(map(sum, hits)) / sum(map(len, hits))
        lines.append(f"| {word} | {here} | {share:.0%} | {sum(map(all, hits))} |")
    st.markdown("\n".join(lines))
    st.caption("Your rounds since the page was opened. Tiles with identical pixels may stand for each other.")


def _sure(puzzle: sorters.Puzzle) -> None:
    n = len(puzzle.tiles)
    names = [str(i + 1) for i in range(n)]
    figure = go.Figure(go.Heatmap(z=puzzle.sure, x=names, y=names, zmin=0, zmax=1, colorscale="Blues",
                                  hovertemplate="tile %{y}, place %{x}: %{z:.0%}<extra></extra>"))  # fmt: skip
    figure.update_layout(height=320, margin={"l": 0, "r": 0, "t": 8, "b": 0}, xaxis_title="place, row by row",
                         yaxis={"title": "tile, as shuffled", "autorange": "reversed"})  # fmt: skip
    st.plotly_chart(figure, key="sorting-sure", config={"displayModeBar": False})
    st.caption(
        "How likely the network holds each place for each tile: its answer after Sinkhorn's iterations, so that every "
        "row and every column sums to 1. The Hungarian algorithm takes the likeliest order of all."
    )


# --- how well --------------------------------------------------------------------------------------


def _figures(run: Path) -> None:
    st.subheader("How well", anchor=False)
    metrics = cache.report(run)
    grid = read_config(run).model.grid
    rows = {"chance": "_chance", "edge matching": "_edges", "edge matching, black around": "_ground",
            "**the network**": ""}  # fmt: skip
    lines = ["| | all tiles right | tiles right |", "|:--|--:|--:|"]
    for word, suffix in rows.items():
        exact, tiles = (metrics[name + suffix]["value"] for name in ("exact", "tiles"))
        lines.append(f"| {word} | {_percent(exact)} | {_percent(tiles)} |")
    st.markdown("\n".join(lines))
    first = metrics["exact"]
    st.caption(
        f"n = {first['n']:,} {first['split']} images of `{read_config(run).data.name}` (edges: the first "
        f"{metrics['tiles_edges']['n']:,}), {grid}×{grid} tiles, seed {first['seed']}. A tile is right where the same "
        "pixels belong. Edge matching takes, of all orders, the one whose neighbouring edges have the least squared "
        "difference: black rims fit each other best and end up inside, unless it is told that the image lies on black. "
        f"Chance would be 1/{grid**2}! and 1/{grid**2} if no two tiles of an image were alike."
    )
    _probes(metrics)


def _probes(metrics: dict) -> None:
    """What self-supervision bought, where it has been measured."""
    found = {word: name for name, word in PROBED.items() if name in metrics}
    if not found:
        return
    st.subheader("What sorting taught it", anchor=False)
    few = metrics.get("probe_few", metrics["probe"])["numbers"]
    lines = [f"| classes told apart by | all numbers | of {few} numbers |", "|:--|--:|--:|"]
    for word, name in found.items():
        row, small = metrics[name], metrics[name if name == "probe_codes" else f"{name}_few"]
        whole = "" if name == "probe_codes" else f"{row['value']:.1%} ({row['numbers']})"
        lines.append(f"| {word} | {whole} | {small['value']:.1%} |")
    st.markdown("\n".join(lines))
    first = metrics["probe"]
    st.caption(
        f"Accuracy on n = {first['n']:,} {first['split']} images of a logistic regression on {first['learnt_from']:,} "
        f"labelled ones, seed {first['seed']}. None of the networks has seen a label. The second column takes the "
        "first principal components of each, as many as the codes have numbers."
    )


def _percent(value: float) -> str:
    return f"{value:.1%}" if value >= 0.001 else f"1 in {1 / value:,.0f}" if value else "0"
