"""Anomalies: models that know only what is normal, a score, and a threshold to drag between the two."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import streamlit as st

from explorer.component import threshold as component
from explorer.files import read_json
from explorer.metrics.anomaly import SCORES
from explorer.pictures import to_image
from explorer.training.runs import CONTAMINATION, measured, read_config, shipped
from explorer.ui import anomalies, cache, controls, figures, state

FIRST = ("mnist-oneclass", "fashion-oneclass", "digits-oneclass")
SHOWN = 6
PLAIN = {"displayModeBar": False, "scrollZoom": False}
UPLOADS = "images of yours"


def page() -> None:
    controls.title(
        "Anomalies",
        "An autoencoder that has seen only what is normal draws everything else badly. How badly is a score; the rest "
        "is where one puts the threshold. Drag it.",
    )
    runs = {run.name: run for run in _runs()}
    if not runs:
        st.info("No such model is trained yet: `python -m explorer train --model oneclass --data digits --out mine`.")
        return
    with state.errors_as_sentences():
        a, b, c = st.columns([2, 2, 3])
        name = str(a.selectbox("Model", list(runs), key="anomaly-run", bind="query-params"))
        found = _judged(runs[name], b)
        if found is not None:
            _judge(runs[name], *found, c)
        _contaminated(runs[name])


def _runs() -> list[Path]:
    """The one-class runs, those first whose images are here, and a person's own of normal images alone."""
    classes = [run for run, _ in measured("oneclass")]
    own = [run for run, _ in measured("pca", "ae", "vae") if not shipped(run)]
    here = {run: cache.here(read_config(run).data) is not None for run in classes}
    order = {name: i for i, name in enumerate(FIRST)}
    return sorted(classes, key=lambda run: (not here[run], order.get(run.name, 9), run.name)) + own


def _judged(run: Path, column) -> tuple[anomalies.Judged, int, str] | None:
    """What is scored, by which class's model, and the words for what is normal."""
    config = read_config(run)
    images = controls.test_images(config)
    if images is None:
        return None
    if config.model.kind == "oneclass":
        names = list(images.label_names)
        normal = str(column.selectbox("What is normal", names, key="normal", bind="query-params"))
        return anomalies.of_class(run, names.index(normal)), names.index(normal), normal
    found = _others(config, column)
    return None if found is None else (anomalies.beside(run, *found), 0, images.name)


def _others(config, column):
    """Of a run that has learnt all of its data: the anomalies, another dataset's test images or uploaded ones."""
    from explorer import data
    from explorer.config import DataConfig
    from explorer.data.folder import decode_image, to_array

    shape = config.model.image_shape
    alike = [n for n, row in data.DATASETS.items() if row.shape == shape and n != config.data.name]
    names = [n for n in alike if data.available(n)] + [UPLOADS]
    name = str(column.selectbox("What is anomalous", names, key="odd", bind="query-params"))
    if name != UPLOADS:
        return name, cache.images(DataConfig(name)).images
    files = st.file_uploader("Anomalous images", accept_multiple_files=True, key="odd-files")
    if not files:
        st.info(f"All of {config.data.name} is normal to this run. Upload images that are not, to see how they score.")
        return None
    blobs = [(file.name, file.getvalue()) for file in files]
    key = hashlib.sha256(b"".join(blob for _, blob in blobs)).hexdigest()
    return key, np.stack([to_array(decode_image(blob, name), shape) for name, blob in blobs])


def _judge(run: Path, judged: anomalies.Judged, k: int, normal: str, column) -> None:
    usual = anomalies.normality(run)
    names = sorted(judged.by, key=lambda name: (name != usual.score, list(SCORES).index(name)))
    score = str(column.selectbox(
        "Score", names, key="anomaly-score", bind="query-params",
        format_func=lambda name: f"{SCORES[name]} · AUROC {100 * judged.by[name].auroc:.1f} %",
    ))  # fmt: skip
    own = _own(run, k)
    _threshold(run, judged, k, normal, score, own)
    _every(run, judged, normal, usual)


def _own(run: Path, k: int):
    """One's own picture in the run's shape and its scores, or None."""
    from explorer.data.folder import to_array

    image = state.own_image()
    if image is None:
        return None
    picture = to_array(image, read_config(run).model.image_shape)[None]
    return picture, {name: float(values[0]) for name, values in anomalies.scored(run, k, picture).items()}


@st.fragment
def _threshold(run: Path, judged: anomalies.Judged, k: int, normal: str, score: str, own) -> None:
    first = anomalies.normality(run).classes[k].limits[score]
    mine = None if own is None else own[1][score]
    scene = anomalies.scene(judged, score, f"{run.name} {normal} {score}", first, mine)
    threshold = anomalies.threshold(judged.scores[score], component.threshold(scene, "anomaly-threshold"))
    st.caption(
        "Drag the line, or focus it and use the arrow keys. At first it is where one in twenty normal images that were "
        "held out of the training would be an alarm."
    )
    _yours(run, k, normal, score, own, judged, threshold)
    _images(run, k, judged, score, threshold, normal)


def _yours(run: Path, k: int, normal: str, score: str, own, judged: anomalies.Judged, threshold: float) -> None:
    if own is None:
        st.caption("Your own image, chosen in the sidebar, is scored too.")
        return
    picture, scores = own
    usual = judged.scores[score][~judged.odd]
    odd = scores[score] >= threshold
    st.markdown(
        f"**Your image** scores {scores[score]:.3g}: {'an **anomaly**' if odd else '**normal**'} beside “{normal}”, "
        f"odder than {np.mean(usual < scores[score]):.1%} of the normal test images."
    )
    back = anomalies.through(anomalies.part(run, k), picture)
    figures.row([(to_image(picture[0]), "your image", figures.REAL), (to_image(back[0]), "drawn", figures.MADE)], 120)


def _images(run: Path, k: int, judged: anomalies.Judged, score: str, threshold: float, normal: str) -> None:
    """The worst on both sides of the threshold, beside what comes back."""
    values = judged.scores[score]
    alarms = np.flatnonzero(~judged.odd & (values >= threshold))
    misses = np.flatnonzero(judged.odd & (values < threshold))
    sides = (
        ("False alarms", "normal, and yet the oddest", alarms[np.argsort(-values[alarms])][:SHOWN]),
        ("Misses", "anomalies that hide best", misses[np.argsort(values[misses])][:SHOWN]),
    )
    for column, (word, more, rows) in zip(st.columns(2), sides, strict=True):
        with column:
            st.markdown(f"**{word}**: {more}")
            if not len(rows):
                st.caption("None at this threshold.")
                continue
            back = anomalies.through(anomalies.part(run, k), judged.pictures[rows])
            figures.row([(to_image(judged.pictures[i]), f"{values[i]:.3g}", figures.REAL) for i in rows], 84, SHOWN)
            figures.row([(to_image(p), "drawn", figures.MADE) for p in back], 84, SHOWN)
            st.caption(f"Above test images with their scores, below as the model of “{normal}” draws them.")


def _every(run: Path, judged: anomalies.Judged, normal: str, usual) -> None:
    """Every score's figures, not the best alone, and why one was chosen."""
    st.subheader("Which score, and why", anchor=False)
    metrics = cache.report(run)
    lines = [
        f"| score | AUROC, “{normal}” | average precision | mean AUROC | worst class | tells spoilt | tied to ink |",
        "|:--|--:|--:|--:|:--|--:|--:|",
    ]
    for name in SCORES:
        if name not in judged.by:
            continue
        found, row = judged.by[name], metrics.get(f"auroc_{name}")
        mark = "**" if name == usual.score else ""
        cells = [
            f"{mark}{SCORES[name]}{mark}", f"{100 * found.auroc:.1f} %", f"{100 * found.average_precision:.1f} %",
            f"{row['value']:.1f} %" if row else "",
            f"{row['worst']}: {row['worst_value']:.1f} %" if row and "worst" in row else "",
            f"{100 * usual.told[name]:.1f} %", f"{usual.tied[name]:.2f}",
        ]  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    st.markdown("\n".join(lines))
    whole = metrics.get("auroc", {})
    published = f" Published: {whole['published']:g} % ({whole['source']})." if whole.get("published") else ""
    st.caption(
        f"Chosen without a label of a test image: **{SCORES[usual.score]}** tells normal images, held out of the "
        "training, best from the same ones spoilt (turned, mirrored, cut, erased, overlaid; AUROC). *Tied to ink*: the "
        "rank correlation, without its sign, with the sum of the pixels of those normal images. A score that rises "
        f"with ink calls bold strokes odd and thin anomalies normal, whatever they show.{published}"
    )


def _contaminated(run: Path) -> None:
    """What anomalies among the training images cost."""
    found = read_json(run / CONTAMINATION)
    if found is None:
        return
    st.subheader("When the training images are not all normal", anchor=False)
    shares = found["shares"]
    share = st.select_slider("Anomalies among the training images", shares, shares[0], key="contamination",
                             format_func=lambda s: f"{s:.0%}", bind="query-params")  # fmt: skip
    at, score = shares.index(share), found["chosen"][0]
    values = found["auroc"][score]
    worst, value = found["worst"][score][at]
    st.markdown(
        f"With **{share:.0%}** anomalies in training the mean AUROC is **{values[at]:.1f} %** by "
        f"{SCORES[score].lower()}, {values[0]:.1f} % without any; the worst class "
        f"is “{worst}”, {value:.1f} %."
    )
    st.plotly_chart(anomalies.falling(found, score, at), key="anomaly-falling", config=PLAIN)
    st.caption(
        f"Trained anew for each share, with images of other classes put under each label: `{run.name}`'s settings, "
        f"{found['split']}, n = {found['n']:,}, seed {found['seed']}. What is seen in training is learnt and drawn "
        "well: anomalies like it are missed."
    )
