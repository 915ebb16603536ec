"""How much between the points of maps is a hole: a line each, measured once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import streamlit as st

from explorer.latent.gaps import Gaps, gaps
from explorer.ui import cache, controls, state


def gaps_line(runs: Sequence[Path], method: str) -> None:
    """How much between the points of each map is a hole, in a line each, and below how that was measured."""
    found = [_measured(run, method, (run / "atlas" / "codes.npz").stat().st_mtime) for run in runs]
    for one, column in zip(found, st.columns(2, gap="medium"), strict=True):
        if one:
            column.markdown(
                f"**{one.lost:.0%}** of the plane between the points does not come back; **{_part(one.off)}** of it is "
                "off the data"
            )
    if known := [one for one in found if one]:
        places, codes = (" and ".join(dict.fromkeys(f"{n:,}" for n in ns)) for ns in (
            [one.places for one in known], [one.codes for one in known],
        ))  # fmt: skip
        st.caption(
            f"Measured at the {places} places of a regular grid that lie between the points, mixed of {codes} codes. "
            "*Does not come back*: decoded and encoded again, the code lands farther away than 95 % of the data's own "
            "codes do, so that 5 % is as good as the data. *Off the data*: the nearest code is farther away than 95 % "
            "of the codes have theirs."
        )


def _part(share: float) -> str:
    return f"{share:.0%}" if share >= 0.01 or share == 0 else f"{share:.1%}"


@st.cache_resource(max_entries=16, show_spinner="Measuring the gaps between the points…")
def _measured(run: Path, method: str, _stamp: float) -> Gaps | None:
    import torch

    atlas, model = cache.atlas(run), cache.model(run, state.device())
    if atlas is None:
        return None

    def there_and_back(z: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        with torch.inference_mode():
            parts = torch.from_numpy(z).to(controls.device_of(model)).split(512)
            back = torch.cat([model.model.encode(model.model.decode(part)) for part in parts])  # type: ignore[operator]
            return np.asarray(back.float().cpu().numpy())

    return gaps(atlas.z, atlas.xy[method], there_and_back)
