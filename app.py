"""The router: one frame, and the page that the address names."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable

import numpy as np
import streamlit as st
from PIL import Image

from explorer.ui import sidebar

WARM_UP_AFTER = 0.7  # seconds: the browser is busy drawing the first page until then
PAGES = {
    "Start": {"home": ("Home", ":material/home:")},
    "Explore": {
        "latent_map": ("Latent map", ":material/scatter_plot:"),
        "side_by_side": ("Side by side", ":material/splitscreen_right:"),
        "compare": ("Compare", ":material/compare:"),
        "history": ("Through training", ":material/timeline:"),
    },
    "Generative": {
        "generate": ("Generate", ":material/auto_awesome:"),
        "proof": ("Why a VAE generates", ":material/casino:"),
        "beta": ("What β buys", ":material/tune:"),
        "ledger": ("ELBO ledger", ":material/receipt_long:"),
    },
    "Restore": {
        "photos": ("Photos", ":material/photo_camera:"),
        "restore": ("Denoise and inpaint", ":material/healing:"),
    },
    "Uses": {
        "bottleneck": ("PCA and the bottleneck", ":material/compress:"),
        "compress": ("Compression", ":material/folder_zip:"),
        "sorting": ("Image sorting", ":material/grid_view:"),
        "anomalies": ("Anomalies", ":material/troubleshoot:"),
        "places": ("Words to places", ":material/map:"),
    },
    "Train": {"train": ("Train or load", ":material/model_training:")},
}


def page(name: str) -> Callable[[], None]:
    """A page that is imported when it is first opened."""

    def show() -> None:
        importlib.import_module(f"explorer.pages.{name}").page()

    return show


@st.cache_resource(show_spinner=False)
def icon() -> Image.Image:
    """The tab's picture: a cloud of codes in the plane."""
    y, x = np.mgrid[-1:1:32j, -1:1:32j]
    cloud = np.exp(-3 * (x**2 + y**2))[..., None] * np.array([91, 91, 214, 255])
    return Image.fromarray(np.where(np.arange(4) == 3, cloud, [91, 91, 214, 0]).astype(np.uint8))


@st.cache_resource(show_spinner=False)
def warm_up() -> threading.Thread:
    """Load what the other pages need while the first one is looked at, so that they open at once."""
    thread = threading.Timer(WARM_UP_AFTER, load_ahead)
    thread.daemon = True
    thread.start()
    return thread


def load_ahead() -> None:
    """Load torch and the models, then scikit-image, which loads each of its parts when it is first used."""
    importlib.import_module("explorer.training.checkpoint")
    restore = importlib.import_module("explorer.restore")
    for method in restore.DENOISERS.values():
        method(np.eye(9, dtype=np.float32)[None])


def main() -> None:
    """Draw the frame, then the page; then load what the next one needs."""
    st.set_page_config(page_title="Latent Explorer", page_icon=icon(), layout="wide")
    pages = {
        name: st.Page(page(name), title=title, icon=icon, url_path=name, default=name == "home")
        for rows in PAGES.values()
        for name, (title, icon) in rows.items()
    }
    st.session_state["pages"] = pages
    groups = {group: [pages[name] for name in rows] for group, rows in PAGES.items()}
    chosen = st.navigation(groups, expanded=True)  # else the last groups hide behind "View more"
    sidebar.draw()
    chosen.run()
    warm_up()


if __name__ == "__main__":
    main()
