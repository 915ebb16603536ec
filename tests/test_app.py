"""What the server loads: nothing heavy before the first map, umap never."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]


def loaded_by(code: str) -> set[str]:
    """The top-level packages that are loaded after `code` in a fresh interpreter."""
    script = f"{code}\nimport sys; print(' '.join({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_app_loads_neither_umap_nor_scikit_image() -> None:
    loaded = loaded_by("import app")
    assert "streamlit" in loaded
    assert not loaded & {"umap", "skimage", "sklearn", "numba"}


def test_home_needs_no_torch() -> None:
    assert "torch" not in loaded_by("import explorer.ui.sidebar, explorer.pages.home")


@pytest.mark.parametrize(
    "name",
    [
        "home",
        "latent_map",
        "side_by_side",
        "history",
        "generate",
        "ledger",
        "compare",
        "proof",
        "beta",
        "photos",
        "restore",
        "compress",
        "places",
        "train",
    ],
)
def test_no_page_loads_umap(name: str) -> None:
    assert not loaded_by(f"import explorer.pages.{name}") & {"umap", "numba", "skimage"}


def test_the_library_does_not_load_streamlit() -> None:
    code = "import explorer.cli, explorer.training.engine, explorer.restore, explorer.export"
    assert "streamlit" not in loaded_by(code)


def test_the_shop_window_shows_what_it_says_and_loads_nothing_before() -> None:
    assert "torch" not in loaded_by("import explorer")
    import explorer

    for name in explorer.__all__:
        assert callable(getattr(explorer, name)), name
    with pytest.raises(AttributeError):
        _ = explorer.nothing
