"""Train or load: choose data, say what to learn, press the button; or open, carry on or delete a run."""

from __future__ import annotations

import hashlib
import html
import re
import time
from pathlib import Path
from typing import Any

import streamlit as st

from explorer import data
from explorer.config import (
    BINARIZATIONS,
    CODED,
    LIKELIHOODS,
    PRECISIONS,
    SCHEDULES,
    SIZES,
    WEIGHED,
    DataConfig,
    ModelConfig,
    RunConfig,
    TrainConfig,
)
from explorer.data.loader import cache_folder
from explorer.errors import InputError
from explorer.files import write_atomic
from explorer.training import jobs
from explorer.training.runs import all_runs, has_code, headline, read_config, resolve, shipped, unreadable
from explorer.ui import controls, job_panel, sidebar, state

TASKS = {"generate": "vae", "reconstruct": "ae", "denoise": "dae", "inpaint": "inpaint", "PCA": "pca"}
OBJECTIVES = {
    "beta_elbo": "ELBO, its KL weighed by β", "free_bits": "ELBO with free bits", "iwae": "IWAE",
    "dreg": "IWAE, doubly reparameterized", "tc": "ELBO, its total correlation weighed by β",
}  # fmt: skip
OWN = "your own images"
TABLE = """<style>.runs { max-height: 40rem; overflow-y: auto } .runs table { width: 100%; border-collapse: collapse }
.runs th, .runs td { text-align: left; padding: 5px 14px 5px 0; border-bottom: 1px solid rgba(128, 128, 128, 0.25) }
.runs th { font-weight: 400; opacity: 0.7 } .runs td:first-child { font-weight: 600 }</style>"""
LIMITS: dict[str, tuple[float, float]] = {  # of the form's numbers; whole ones stay whole
    "latent": (1, 4096), "epochs": (1, 10_000), "batch": (1, 4096), "lr": (1e-6, 1.0), "beta": (0.0, 100.0),
    "train-seed": (0, 9999), "warmup": (0, 100_000), "kl-warmup": (0.0, 1000.0), "clip": (0.0, 1e6),
    "ema": (0.0, 0.9999), "patience": (0, 1000), "history": (0, 40), "iw-samples": (2, 100), "free-bits": (0.0, 10.0),
}  # fmt: skip
CLASSIFIER = "This run names what pictures show and has no codes; it is trained from the command line"
WORDS = "It is of words: the page Words to places opens it"
TILES = "It sorts tiles: the page Image sorting opens it"
ONE_CLASS = "It has a model for each class: the page Anomalies opens it; it is trained from the command line"
PHOTOS = "This run restores whole photos: it is used on Denoise and inpaint, and trained from the command line"
NOT_HERE = {"classifier": CLASSIFIER, "sdae": WORDS, "jigsaw": TILES, "oneclass": ONE_CLASS}
SIDES = (28, 32, 64)  # to which one's own images are scaled
HISTORY = 12  # moments that a training from this page keeps
EPOCHS = {"digits": 60, "olivetti": 100, OWN: 40}


def page() -> None:
    controls.title(
        "Train or load",
        "Choose images and what to learn from them. Training runs in a process of its own: "
        "close the tab, come back, it is still there.",
    )
    with state.errors_as_sentences():
        config, name = _form()
        if st.button("Train", type="primary", icon=":material/play_arrow:"):
            _start(config, name)
    busy = [job["run"] for job in jobs.jobs() if job["state"] in jobs.BUSY]
    if busy and st.session_state.get("watched") not in busy:
        st.session_state["watched"] = busy[0]  # after a reload, or another tab's job
    if "watched" in st.session_state:
        job_panel.watch(resolve(st.session_state["watched"]))
    _runs()


def _form() -> tuple[RunConfig, str]:
    left, middle, right = st.columns(3)
    names = [*data.DATASETS, OWN]
    chosen = left.selectbox(
        "Images", names, format_func=lambda n: data.DATASETS[n].title if n in data.DATASETS else OWN.capitalize(),
        key="data", bind="query-params",
    )  # fmt: skip
    source, side = _own_data() if chosen == OWN else (chosen, None)
    task = middle.selectbox("Learn to", list(TASKS), key="task", bind="query-params")
    size = right.select_slider("Size", SIZES, "tiny", key="size", bind="query-params", help="One dial for all widths")
    kind = TASKS[task]
    with st.expander("More"):
        a, b, c, d = st.columns(4)
        arch = a.selectbox("Architecture", CODED, index=CODED.index("conv"), key="arch")
        latent = int(
            b.number_input("Latent dimensions", *LIMITS["latent"], 2 if chosen == "digits" else 16, key="latent")
        )
        epochs = int(c.number_input("Epochs", *LIMITS["epochs"], EPOCHS.get(chosen, 5), key="epochs"))
        batch = int(d.number_input("Batch size", *LIMITS["batch"], 64 if chosen in EPOCHS else 128, key="batch"))
        lr = a.number_input("Learning rate (Adam)", *LIMITS["lr"], 1e-3, format="%.4g", key="lr")
        beta = b.number_input("Beta", *LIMITS["beta"], 1.0, disabled=kind != "vae", key="beta", help="Weight of the KL")
        binarization = d.selectbox("Binarization", BINARIZATIONS, disabled=kind != "vae", key="binarization",
                                   help="stochastic: ink or none, drawn anew each time by the grey values")  # fmt: skip
        likelihood = c.selectbox("Likelihood", LIKELIHOODS, disabled=kind != "vae", key="likelihood")
        seed = int(d.number_input("Seed", *LIMITS["train-seed"], 0, key="train-seed"))
        noise = a.text_input("Noise", "gaussian:0.5", disabled=kind != "dae", key="train-noise",
                             help="gaussian, saltpepper or speckle, then a colon and its strength")  # fmt: skip
        mask = b.text_input("Mask", "box:0.5", disabled=kind != "inpaint", key="train-mask",
                            help="box, half, stroke or pixel, then a colon and its strength")  # fmt: skip
        name = c.text_input("Name", _name(chosen, kind), key=f"name-{chosen}-{kind}")
        aim = _aim(kind)
    with st.expander("Descent"):
        descent = _descent(kind)
    config = RunConfig(
        data=DataConfig(source, side, binarization if kind == "vae" else "grey"),
        model=ModelConfig(kind, arch, latent, size, likelihood, data.shape(source, side)),
        train=TrainConfig(
            epochs=epochs, batch_size=batch, lr=lr, beta=beta, seed=seed, device=state.device(),
            noise=noise if kind == "dae" else None, mask=mask if kind == "inpaint" else None,
            **(aim if kind == "vae" else {}), **descent,
        ),
    )  # fmt: skip
    if config.model.warning:
        st.warning(config.model.warning[0].upper() + config.model.warning[1:] + ".", icon=":material/warning:")
    return config, name


def _aim(kind: str) -> dict[str, Any]:
    """What a VAE is trained by: fields of `TrainConfig`."""
    a, b, c = st.columns([2, 1, 1])
    name = a.selectbox("Objective", list(OBJECTIVES), format_func=OBJECTIVES.get, disabled=kind != "vae",
                       key="objective")  # fmt: skip
    k = b.number_input("Importance samples", *LIMITS["iw-samples"], 5, disabled=name not in WEIGHED, key="iw-samples",
                       help="Codes drawn of each image, for IWAE")  # fmt: skip
    bits = c.number_input("Free bits, nats", *LIMITS["free-bits"], 0.1, disabled=name != "free_bits", key="free-bits",
                          help="Of each dimension's KL, that cost nothing")  # fmt: skip
    return {"objective": None if name == "beta_elbo" else name, "free_bits": bits,
            "iw_samples": int(k) if name in WEIGHED else 1}  # fmt: skip


def _descent(kind: str) -> dict[str, Any]:
    """How the steps are taken: fields of `TrainConfig`."""
    a, b, c, d = st.columns(4)
    return {
        "schedule": a.selectbox("Schedule", SCHEDULES, key="schedule", help="Of the learning rate, to the end"),
        "warmup": int(b.number_input("Warm-up, steps", *LIMITS["warmup"], 0, key="warmup", help="Of the step size")),
        "kl_warmup": c.number_input("KL warm-up, epochs", *LIMITS["kl-warmup"], 0.0, key="kl-warmup",
                                    disabled=kind != "vae", help="Beta climbs, so that no dimension collapses early"),
        "clip": d.number_input("Clip the gradient at", *LIMITS["clip"], 0.0, key="clip", help="Its norm; 0 = never"),
        "ema": a.number_input("Averaged weights, decay", *LIMITS["ema"], 0.0, format="%.4f", key="ema",
                              help="For example 0.999; 0 = without"),
        "patience": int(b.number_input("Patience, epochs", *LIMITS["patience"], 0, key="patience",
                                       help="It ends when the test loss has not fallen for so long; 0 = never")),
        "precision": c.selectbox("Precision", PRECISIONS, key="precision",
                                 help="auto: the faster one, measured at the start"),
        "history": int(d.number_input("History, moments", *LIMITS["history"], HISTORY, key="history",
                                      help="Epochs of which decoder and map are kept, for Through training")),
    }  # fmt: skip


def _own_data() -> tuple[str, int]:
    left, middle, right = st.columns([2, 2, 1])
    upload = left.file_uploader("A ZIP of images", type="zip", help="Sub-folders become labels")
    folder = middle.text_input("or a folder on this machine", key="folder")
    side = int(right.selectbox("Scaled to", SIDES, index=2, format_func=lambda s: f"{s}×{s}", key="side"))
    if upload is not None:
        blob = upload.getvalue()
        path = cache_folder() / "uploads" / f"{hashlib.sha256(blob).hexdigest()[:16]}-{Path(upload.name).name}"
        if not path.exists():  # kept, so that the run can be resumed
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(path, blob)
        return str(path), side
    if folder:
        return str(Path(folder).expanduser().resolve()), side
    st.info("Give a ZIP or a folder with at least ten images.")
    st.stop()


def _name(chosen: str, kind: str) -> str:
    """A name that is not taken yet."""
    stem = f"my-{'images' if chosen == OWN else chosen}-{kind}"
    taken = {*unreadable(), *(run.name for run in all_runs())}
    return next(n for n in (stem, *(f"{stem}-{i}" for i in range(2, 10_000))) if n not in taken)


def _start(config: RunConfig, name: str) -> None:
    from explorer.corruptions import of

    if not re.fullmatch(r"[\w.-]{1,60}", name) or name.startswith("."):
        raise InputError(f"a name is made of letters, digits, dots and dashes, not {name!r}")
    of(config)
    data.load(config.data.name, "test", config.data.image_size)  # says now what would fail later
    jobs.start(config, resolve(name))
    st.session_state["watched"] = name
    time.sleep(0.2)


def _runs() -> None:
    """Every run in one table, and what can be done with one of them: four buttons, not four to a row."""
    st.subheader("Runs", anchor=False)
    runs = {run.name: run for run in all_runs()}
    states = {name: jobs.status(run) for name, run in runs.items()}
    st.html(_table([_cells(run, states[name]["state"]) for name, run in runs.items()]))
    for reason in unreadable().values():
        st.warning(f"Left out: {reason}", icon=":material/warning:")
    pick, a, b, c, _ = st.columns([3, 1, 1, 1, 3], vertical_alignment="bottom")
    here = list(runs).index(state.run().name) if state.run().name in runs else 0
    name = pick.selectbox("With this run", list(runs), here, key="chosen-run")
    coded = has_code(runs[name])
    model = read_config(runs[name]).model
    why_not = None if coded else PHOTOS if model.of_photos else NOT_HERE[model.kind]
    # They ask for the choice when they are pressed: it may have changed since they were drawn.
    if states[name]["state"] == "finished":
        a.button("Open", key="open-chosen", on_click=lambda: state.open_run(_chosen().name), disabled=not coded,
                 help=why_not)  # fmt: skip
    else:
        a.button("Watch", key="watch-chosen", on_click=lambda: _watch(_chosen().name))
    b.button("Clone", key="clone-chosen", on_click=lambda: _clone(_chosen()), disabled=not coded,
             help=why_not or "Its settings fill the form above")  # fmt: skip
    if not shipped(runs[name]) and states[name]["state"] not in jobs.BUSY:
        with c.popover("Delete"):
            st.markdown(f"Delete **{name}** for good?")
            st.button("Yes, delete it", key=f"delete-{name}", on_click=_delete, args=(runs[name],))


def _chosen() -> Path:
    return resolve(st.session_state["chosen-run"])


def _cells(run: Path, found: str) -> tuple[str, str, str, str, str]:
    row = headline(run)
    unit = str(row["unit"]).split(",")[0]
    value = "" if row["value"] is None else f"{sidebar.METRICS[row['metric']]} {row['value']:.4g} {unit}"
    published = "" if row["published"] is None else f"{row['published']:g}"
    return run.name, sidebar.kind_of(row), value, published, job_panel.WORDS.get(found, found).split(";")[0]


def _table(rows: list[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{name}</th>" for name in ("run", "what it is", "on the test images", "published", "state"))
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"{TABLE}<div class='runs'><table><tr>{head}</tr>{body}</table></div>"


def _watch(name: str) -> None:
    st.session_state["watched"] = name


def _clone(run: Path) -> None:
    """Fill the form with a run's settings, so that one of them can be changed."""
    config = read_config(run)
    model, train = config.model, config.train
    own = config.data.name not in data.DATASETS
    chosen = OWN if own else config.data.name
    numbers = {
        "latent": model.latent_dim, "epochs": train.epochs, "batch": train.batch_size, "lr": train.lr,
        "beta": train.beta, "train-seed": train.seed, "warmup": train.warmup, "kl-warmup": train.kl_warmup,
        "clip": train.clip, "ema": train.ema, "patience": train.patience, "iw-samples": train.iw_samples,
        "history": train.history or HISTORY, "free-bits": train.free_bits,
    }  # fmt: skip
    # The command line takes more than the form does.
    st.session_state.update({k: min(max(v, LIMITS[k][0]), LIMITS[k][1]) for k, v in numbers.items()})
    st.session_state.update(
        {
            "data": chosen, "task": next(t for t, kind in TASKS.items() if kind == model.kind), "size": model.size,
            "arch": model.arch, "likelihood": model.likelihood, "schedule": train.schedule, "precision": "auto",
            "binarization": config.data.binarization,
            "objective": train.objective or ("iwae" if train.iw_samples > 1 else "beta_elbo"),
        }
    )  # fmt: skip
    st.session_state.update({k: v for k, v in (("train-noise", train.noise), ("train-mask", train.mask)) if v})
    if own:
        side = config.data.image_size or SIDES[-1]
        st.session_state.update({"folder": config.data.name, "side": min(SIDES, key=lambda s: abs(s - side))})
    start = f", which started from the weights of {train.start}: the clone starts anew" if train.start else ""
    st.toast(f"The form above has the settings of {run.name}{start}.")


def _delete(run: Path) -> None:
    jobs.delete(run)
    if st.session_state.get("watched") == run.name:
        st.session_state.pop("watched")
