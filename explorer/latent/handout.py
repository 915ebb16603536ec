"""The maps of a run as one HTML file to hand on: pictures, decoder and its runtime inside, no network, no server."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from pathlib import Path
from string import Template
from typing import Any

from explorer.latent.atlas import Atlas
from explorer.latent.captions import NAMES, colours, quality, scale
from explorer.latent.kit import Kit, Parcel, packed_parcel, read_encoding
from explorer.latent.payload import labels, pictures, places, plane, values
from explorer.palette import PALETTE

COMPONENT = Path(__file__).parents[1] / "component"
RUNTIME = COMPONENT / "build" / "ort-wasm-simd-threaded.wasm.gz"


def handout(run: Path, atlas: Atlas, kit: Kit | str) -> bytes:
    """The page: the run's maps and colours to choose from, and the component that draws and decodes them.

    Where `kit` is the sentence that says why nothing is decoded, the page shows it and leaves the runtime out.
    """
    script = _text("build/standalone.js")
    parcels = [p for p in (kit, read_encoding(run, kit)) if p is not None and not isinstance(p, str)]
    page = Template(_text("handout.html")).substitute(
        title=html.escape(f"The latent space of {run.name}"),
        lead=html.escape(_lead(run, atlas)),
        licences=html.escape(_text("build/licences.txt")),
        style=_text("build/point_map.css"),
        component=_text("point_map.html"),
        script=script,
        digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        data=_quoted(_contents(run, atlas, kit)),
        parcels="\n".join(
            _element(f'id="{type(parcel).__name__.lower()}" class="parcel"', packed_parcel(parcel))
            for parcel in parcels
        ),
        runtime=_element('id="runtime"', RUNTIME.read_bytes() if parcels else b""),
    )
    return page.encode()


def methods(atlas: Atlas) -> list[str]:
    """The maps that the atlas has, in the order in which they are offered."""
    return [method for method in NAMES if method in atlas.xy]


def _parcel(parcel: Parcel) -> str:
    return _element(f'id="{type(parcel).__name__.lower()}" class="parcel"', packed_parcel(parcel))


def _element(name: str, content: bytes) -> str:
    """Bytes in an element that no browser runs or shows."""
    return f'<script type="text/plain" {name}>{base64.b64encode(content).decode()}</script>'


def _text(name: str) -> str:
    """A file of the component, which holds signs that are no ASCII."""
    return (COMPONENT / name).read_text("utf-8")


def _lead(run: Path, atlas: Atlas) -> str:
    n, size = atlas.z.shape
    data, split = atlas.meta["data"], atlas.meta["split"]
    return f"The codes that {run.name} gives {n:,} {split} images of {data}: {size} numbers each, in two dimensions."


def _contents(run: Path, atlas: Atlas, kit: Kit | str) -> dict[str, Any]:
    """What the script reads: the map's data as the component knows them, in parts that are chosen between."""
    decoder, refused = (kit.id, "") if isinstance(kit, Kit) else ("", kit)
    shared = {
        "selected": 0,
        "reach": len(atlas.z),
        "ahead": "",
        "link": "",
        "awaits": False,
        "decoder": decoder,
        "refused": refused,
    }
    maps = [
        {
            "title": NAMES[method],
            "caption": quality(atlas, method),
            "data": {**places(atlas.xy[method]), "plane": plane(atlas, method)},
        }
        for method in methods(atlas)
    ]
    inks = [{"title": title, "data": _colour(atlas, by)} for by, title in colours(atlas).items()]
    fixed = shared | labels(atlas, PALETTE) | pictures(atlas, run / "atlas" / "thumbs.png")
    return {"data": fixed, "maps": maps, "colours": inks}


def _colour(atlas: Atlas, by: str) -> dict[str, Any]:
    found = scale(atlas, by)
    return {} if found is None else values(found)


def _quoted(contents: dict[str, Any]) -> str:
    """JSON that cannot end the element in which it stands, whatever names it holds."""
    return json.dumps(contents).replace("<", "\\u003c")
