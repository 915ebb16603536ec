"""What a link carries and every page knows: the run, the device, the selected image, one's own image."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from PIL import Image

from explorer.errors import ExplorerError
from explorer.training import jobs
from explorer.ui import cache

FIRST = "mnist-vae"


def run() -> Path:
    """The run that the sidebar shows."""
    return Path(cache.finished()[0].parent, st.session_state["run"])


def device() -> str:
    return str(st.session_state.get("device", "cpu"))


def devices() -> list[str]:
    """The devices likely to work here, fastest first: exact once torch is loaded, a look around before."""
    if "torch" in sys.modules:
        from explorer.training.device import available

        return available()
    return jobs.likely_devices()


def selected(name: str = "image", default: int = 0) -> int:
    """The index of the test image that is selected, or of the one chosen as A or B."""
    return int(st.session_state.get(f"chosen-{name}", default))


def select(index: int, name: str = "image") -> None:
    """Select a test image; every page follows."""
    st.session_state[f"chosen-{name}"] = int(index)


@dataclass(frozen=True)
class Brought:
    """The picture that the person brought, as its file has it; `id` follows from the bytes."""

    id: str
    name: str
    blob: bytes


def bring(name: str, blob: bytes) -> None:
    """Take a file as the person's own image, on every page."""
    st.session_state["own"] = Brought(hashlib.sha256(blob).hexdigest()[:16], name, blob)


def bring_upload(key: str) -> None:
    """Take what the uploader or the camera `key` holds now; where it was emptied, there is no own image any more."""
    file = st.session_state.get(key)
    if file is None:
        leave()
    else:
        bring(getattr(file, "name", "") or "photo", file.getvalue())


def leave() -> None:
    """Forget the person's own image."""
    st.session_state.pop("own", None)


def brought() -> Brought | None:
    """The file that the person brought, not yet decoded, or None."""
    found = st.session_state.get("own")
    return found if isinstance(found, Brought) else None


def own_image() -> Image.Image | None:
    """The picture that the person brought, `L` or `RGB` of 8 bits, or None; raises `ImageError`."""
    found = brought()
    return None if found is None else cache.picture(found.id, found.name, found.blob)


@contextmanager
def errors_as_sentences() -> Iterator[None]:
    """An `ExplorerError` inside becomes one sentence on the page, and the page goes on below it."""
    try:
        yield
    except ExplorerError as error:
        st.error(str(error), icon=":material/error:")


def open_run(name: str) -> None:
    """Make `name` the run of every page: the sidebar takes it up before it draws its picker."""
    st.session_state["opened"] = name
