"""Controls that several pages share: pick an image, pick a run of a kind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from explorer.config import RunConfig
from explorer.errors import DataError
from explorer.training.runs import read_config
from explorer.ui import cache, state

if TYPE_CHECKING:
    from explorer.data import ImageSet

Pixels = npt.NDArray[np.uint8]


def title(text: str, lead: str) -> None:
    """A page's heading and its one sentence."""
    st.title(text, anchor=False)
    st.markdown(lead)


def link(name: str, label: str) -> None:
    """A quiet link to another page, with the run."""
    st.page_link(st.session_state["pages"][name], label=label)


def runs_of(*kinds: str, data: str | None = None) -> list[Path]:
    """The finished runs of some kinds, of one dataset where it is named."""
    found = [(run, read_config(run)) for run in cache.finished()]
    return [r for r, c in found if c.model.kind in kinds and (data is None or c.data.name == data)]


def pick_run(label: str, runs: list[Path], key: str) -> Path:
    """One of `runs`, the sidebar's first where it is among them."""
    names = [run.name for run in runs]
    here = state.run().name
    name = st.selectbox(label, names, index=names.index(here) if here in names else 0, key=key)
    return runs[names.index(str(name))]


def test_images(config: RunConfig) -> ImageSet | None:
    """The test split of a run's data; where it is not here, None, a sentence and a button that downloads it."""
    from explorer import data

    name = config.data.name
    try:
        if name in data.DATASETS and not data.available(name):
            st.info(f"{data.DATASETS[name].title} is not on this machine, so its images cannot be shown.")
            if not st.button(f"Download {data.DATASETS[name].title}", icon=":material/download:", key=f"get-{name}"):
                return None
        return cache.images(config.data)
    except DataError as error:
        st.info(str(error), icon=":material/cloud_off:")
        return None


def pick_image(
    config: RunConfig, name: str = "image", default: int = 0, label: str = "Test image"
) -> tuple[Pixels, str] | None:
    """A picture (C, H, W) in the run's shape and its word: one's own, else the test image chosen as `name`."""
    from explorer.data.folder import to_array

    own = state.own_image()
    if own is not None and st.toggle("Use your image", value=True, key=f"own-{name}"):
        return to_array(own, config.model.image_shape), "your image"
    images = test_images(config)
    if images is None:
        return None
    index = pick_number(name, default, label, len(images), images.name)
    return images.images[index], f"test image {index}"


def pick_number(name: str, default: int, label: str, n: int, of: str) -> int:
    """The number of one of the n images of `of`, chosen as `name`: every page that asks for it has the same."""
    widget = f"pick-{name}"
    # The choice outlives the widget, which Streamlit forgets when its page is left.
    st.session_state[widget] = min(state.selected(name, default), n - 1)
    return int(st.number_input(
        label, 0, n - 1, key=widget, help=f"0 to {n - 1} of {of}",
        on_change=lambda: state.select(st.session_state[widget], name),
    ))  # fmt: skip


def codes(run: Any, pictures: Pixels) -> Any:
    """Encode uint8 pictures (n, C, H, W) with an open run: z (n, d) on its device."""
    import torch

    x = torch.from_numpy(np.ascontiguousarray(pictures)).to(device_of(run)).float() / 255
    with torch.inference_mode():
        return run.model.encode(x)


def decode(run: Any, z: Any) -> Pixels:
    """Decode codes (n, d) with an open run to uint8 pictures (n, C, H, W)."""
    import torch

    from explorer.pictures import to_uint8

    with torch.inference_mode():
        return to_uint8(run.model.decode(z).float().cpu())


def device_of(run: Any) -> Any:
    """The torch device that an open run lies on."""
    return next(iter(run.model.state_dict().values())).device
