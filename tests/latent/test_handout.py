"""The page that is handed on: what lies in it, and that no name can break out of its place."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from explorer.latent.atlas import Atlas, read
from explorer.latent.handout import COMPONENT, handout
from explorer.latent.kit import packed_parcel, read_encoding, read_kit

WILD = """'"><img src=x onerror=hit()>&amp;é\u2028<!--"""  # as a folder may be called
WORSE = WILD + "</script></title></template><script>hit()</script>"


class Page(HTMLParser):
    """The tags of a page, the text within each element that has an id, and its title."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: dict[str, str] = {}
        self.policy = self._inside = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.tags.append(tag)
        self._inside = found.get("id") or tag
        self.policy = found.get("content") or "" if found.get("http-equiv") else self.policy

    def handle_data(self, data: str) -> None:
        self.text[self._inside] = self.text.get(self._inside, "") + data


@pytest.fixture
def wild(trained: Path, tmp_path: Path) -> tuple[Path, Atlas]:
    """A run whose every name is an attack."""
    run = tmp_path / WILD
    shutil.copytree(trained / "vae", run)
    atlas = read(run)
    names = [WORSE + str(k) for k in range(10)]
    return run, dataclasses.replace(atlas, meta={**atlas.meta, "label_names": names, "data": WORSE})


def test_all_that_is_drawn_and_decoded_lies_in_the_page(trained: Path) -> None:
    run = trained / "vae"
    kit = read_kit(run)
    assert not isinstance(kit, str)
    page = Page(handout(run, read(run), kit))
    contents = json.loads(page.text["handout"])
    assert [part["title"] for part in contents["maps"]] == ["PCA"]
    assert "Trustworthiness" in contents["maps"][0]["caption"]
    assert [part["title"] for part in contents["colours"]] == [
        "Label",
        "Reconstruction error",
        "KL",
        "Density",
        "Anomaly",
    ]
    assert base64.b64decode(page.text["kit"]) == packed_parcel(kit)
    encoding = read_encoding(run, kit)
    assert encoding is not None
    assert base64.b64decode(page.text["encoding"]) == packed_parcel(encoding)
    packed = (COMPONENT / "build" / "ort-wasm-simd-threaded.wasm.gz").read_bytes()
    assert base64.b64decode(page.text["runtime"]) == packed
    assert "360 test images of digits" in page.text["p"]


def test_no_name_breaks_out_of_its_place(wild: tuple[Path, Atlas], trained: Path) -> None:
    run, atlas = wild
    page = Page(handout(run, atlas, read_kit(run)))
    tame = Page(handout(trained / "vae", read(trained / "vae"), read_kit(trained / "vae")))
    assert page.tags == tame.tags
    assert page.text["title"].strip() == f"The latent space of {WILD}"
    assert json.loads(page.text["handout"])["data"]["names"] == atlas.label_names


def test_the_only_script_that_may_run_is_the_component_and_nothing_may_be_fetched(wild: tuple[Path, Atlas]) -> None:
    page = Page(handout(*wild, read_kit(wild[0])))
    script = (COMPONENT / "build" / "standalone.js").read_text()
    assert page.text["script"].strip() == script.strip()
    assert "</script" not in script.lower()
    assert "<!--" not in script
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}' 'wasm-unsafe-eval';" in page.policy
    assert page.policy.startswith("default-src 'none';")


def test_a_run_that_cannot_be_decoded_says_so_and_brings_no_runtime(trained: Path) -> None:
    run = trained / "vae"
    blob = handout(run, read(run), "The decoder is 17 MB.")
    data = json.loads(Page(blob).text["handout"])["data"]
    assert (data["decoder"], data["refused"]) == ("", "The decoder is 17 MB.")
    assert len(blob) < 2**20
