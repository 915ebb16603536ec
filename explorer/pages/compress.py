"""Compression: latents in a real file, at every step beside JPEG, WebP and PNG; where it wins and where it loses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import streamlit as st

from explorer.config import DataConfig
from explorer.errors import InputError
from explorer.pictures import to_image
from explorer.training.runs import read_config
from explorer.ui import cache, codecs, controls, figures, state

N, SHOWN = 60, 8
MOST = 10_000  # images of a file that the page decodes: others wait for the same server
STEPS = (8.0, 5.6, 4.0, 2.8, 2.0, 1.4, 1.0, 0.7, 0.5, 0.35, 0.25)
OTHERS = STEPS[::2]  # of other runs on the curve: enough to see where it lies
LOSSY = {"JPEG": codecs.JPEG, "WebP": codecs.WEBP}
TOGETHER, APART = "All in one file", "A file each"


def page() -> None:
    controls.title(
        "Compression",
        "The code of an image, rounded to steps and packed by a range coder into a real file. A coarser step takes "
        "fewer bits. How few does an image need, and what is it like then?",
    )
    run = state.run()
    with state.errors_as_sentences():
        if not _known(run):
            return
        codec = codecs.codec(run)
        picked = _images(run)
        step = _step()
        if picked is not None:
            _many(run, *picked, step)
        _upload(run, codec, picked, step)
        _photo(run, codec, step)


def _known(run: Path) -> bool:
    """Whether a run has an entropy model, or can be given one; nothing is downloaded for it unasked."""
    config = read_config(run)
    if (run / "codec.json").exists() or cache.here(config.data, "train") is not None:
        return True
    st.info(f"`{run.name}` has no entropy model yet: that is fitted to its training images.")
    return controls.test_images(config) is not None and cache.here(config.data, "train") is not None


def _images(run: Path):
    """The name and the pictures (n, C, H, W) to be coded: test images of a set of the run's shape, or one's own."""
    from explorer import data
    from explorer.data.folder import to_array

    config = read_config(run)
    alike = [n for n, row in data.DATASETS.items() if row.shape == config.model.image_shape and n != config.data.name]
    own, found = state.own_image(), state.brought()
    names = [config.data.name, *(n for n in alike if data.available(n)), *(["your image"] if own is not None else [])]
    name = st.segmented_control("Images", names, default=names[0], key="set", bind="query-params", required=True)
    if name == "your image" and own is not None and found is not None:
        return found.id, to_array(own, config.model.image_shape)[None]
    source = config.data if name == config.data.name else DataConfig(str(name))
    images = controls.test_images(replace(config, data=source))
    if images is None:
        _other_run()
        return None
    return f"{name} test", images.images[:N]


def _other_run() -> None:
    """Where a run's images are not here, one whose images are on board."""
    for other in [run for run in controls.runs_of("vae", data="digits") if (run / "codec.json").exists()][:1]:
        if st.button(f"Open {other.name}", type="primary"):
            state.open_run(other.name)
            st.rerun()


def _step() -> float:
    return float(st.select_slider(
        "Step of the code", STEPS, 1.0, key="step-size", bind="query-params",
        help="1 changes the decoded image by 1, the root of the squared error summed over its pixels, black 0, white 1",
    ))  # fmt: skip


def _many(run: Path, name: str, pictures, step: float) -> None:
    from explorer.codec import rate

    left, right = st.columns(2)
    together = left.segmented_control(
        "Files", [TOGETHER, APART], default=TOGETHER, key="files", bind="query-params", required=True
    ) == TOGETHER  # fmt: skip
    headers = right.toggle("Count headers", True, key="headers", bind="query-params",
                           help="Not counted: less a file of one black pixel by the same codec and quality; "
                           "of ours less its 42 bytes")  # fmt: skip
    ours = codecs.ours(run, name, pictures, step, together)
    _words(ours, together, headers)
    figures.row([(to_image(p), "original", figures.REAL) for p in ours.originals[:SHOWN]], 92)
    _row(ours, headers)
    ladders = {key: codecs.rivals(key, name, together, pictures) for key in (*LOSSY, "PNG", codecs.TRIVIAL)}
    near = [rate.best_within(ladders[key], ours.bits(headers), headers) for key in LOSSY]
    for coded in near:
        _row(coded, headers)
    st.table([codecs.line(coded, headers) for coded in (ours, *near, ladders["PNG"][0])])
    _elsewhere(run, ours, ladders, headers)
    st.subheader("Bits against likeness", anchor=False)
    dots = (*LOSSY.items(), (codecs.TRIVIAL, codecs.FEWER))
    lines = [*_runs(run, name, pictures, together), *((key, ladders[key], place, "none") for key, place in dots)]
    st.plotly_chart(codecs.curve(lines, ours, ladders["PNG"][0], headers), key="rate")
    n = len(pictures)
    words = f"{n} images ({name}), PSNR the mean over them. " if n > 1 else ""
    st.caption(
        f"{words}Up and to the left is better. The run's curve ends "
        "where its code does: finer steps cannot bring back what the code never held. JPEG and WebP may also shrink it "
        "first, to 1/2 or 1/4 of its size"
        + ("; they and PNG are given one sheet with all images." if together and n > 1 else ".")
    )


def _words(ours, together: bool, headers: bool) -> None:
    """What an image costs here."""
    n, bits = len(ours.originals), ours.bits(headers)
    size = (ours.size if headers else ours.bare) / n
    st.markdown(f"**{size:,.1f} bytes** per image, **{bits:.3g} bits** per pixel, PSNR **{ours.psnr:.1f} dB**.")
    st.caption(f"{'One file' if together or n == 1 else f'{n} files'}, {ours.size:,} bytes with headers.")


def _elsewhere(run: Path, ours, ladders, headers: bool) -> None:
    """What as good a picture costs elsewhere, and what is not in the file."""
    from explorer.codec import rate

    costs = {key: rate.bits_at(ladders[key], ours.psnr, headers) for key in LOSSY}
    than = [f"{key} takes {_times(bits, ours.bits(headers))}" for key, bits in costs.items() if bits is not None]
    weights = (run / "model.safetensors").stat().st_size
    pixels = ours.originals[0, 0].size
    saved = min(((bits - ours.bits(headers)) * pixels / 8 for bits in costs.values() if bits is not None), default=0)
    gain = f": {float(f'{weights / saved:.2g}'):,.0f} images must share it before they gain" if saved > 0 else ""
    st.markdown(
        (f"For as good a picture {' and '.join(than)}. " if than else "")
        + f"The network, {weights / 1e6:.1f} MB, is on both sides and not counted{gain}."
    )


def _times(bits: float, of: float) -> str:
    return f"{bits / of:.2g} times as many bits" if 0 < of < bits else "no more bits"


def _row(coded, headers: bool) -> None:
    """The first images as they come back from a codec."""
    st.markdown(f"**{coded.codec}**, {coded.setting}: {coded.bits(headers):.3g} bits per pixel")
    pairs = zip(coded.pictures[:SHOWN], coded.each, strict=False)
    figures.row([(to_image(p), f"{value:.1f} dB", figures.MADE) for p, value in pairs], 92)


def _runs(run: Path, name: str, pictures, together: bool):
    """The curves of this run, and of others of its data that have an entropy model."""
    config = read_config(run)
    others = [r for r in controls.runs_of("ae", "vae", "pca", data=config.data.name) if r.name != run.name]
    for i, other in enumerate([run, *(r for r in others if (r / "codec.json").exists())]):
        steps = STEPS if i == 0 else OTHERS
        latents = read_config(other).model.latent_dim
        ladder = [codecs.ours(other, name, pictures, step, together) for step in steps]
        place = codecs.OURS if i == 0 else codecs.FEWER + i
        yield f"{other.name}, {latents} numbers", ladder, place, "solid" if i == 0 else "dot"


def _upload(run: Path, codec, picked, step: float) -> None:
    """The real file to take away, and back in; it need not be this run's."""
    left, right = st.columns(2, vertical_alignment="top")
    made = None
    if picked is not None:
        made = codec.compress(picked[1], step)
        left.download_button(
            f"All {len(made.pictures)} in one file" if len(made.pictures) > 1 else "The file", made.blob,
            f"{run.name}.lxc", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        left.caption(f"{len(made.blob):,} bytes: 42 of header and checksum, the rest are codes. Only a copy of "
                     f"`{run.name}` can read it, to the bit.")  # fmt: skip
    file = right.file_uploader("A file to decode", key="lxc", help="One that was made here or by `explorer compress`")
    if file is not None:
        with state.errors_as_sentences():
            _decoded(file.name, file.getvalue(), made)


def _decoded(name: str, blob: bytes, made) -> None:
    from explorer.codec import read_header
    from explorer.training.coded import maker

    header = read_header(blob, name)
    if header.count > MOST:
        raise InputError(f"holds {header.count:,} images; here it is {MOST:,} at most, `decompress` takes more", name)
    found = maker(header, name)
    pictures = codecs.codec(found).decompress(blob, name)
    same = made is not None and np.array_equal(pictures, made.pictures)
    n = len(pictures)
    st.markdown(
        f"**{name}**: {n} image{'s' * (n > 1)} by `{found.name}`, step {header.step:g}"
        + (", **to the bit those above**." if same else ".")
    )
    figures.row([(to_image(p), "decoded", figures.MADE) for p in pictures[:SHOWN]], 92, SHOWN)


def _photo(run: Path, codec, step: float) -> None:
    """Where it loses: one large photo, which is like nothing that the network has seen."""
    from explorer.codec import rate

    st.subheader("Where it loses: one large photo", anchor=False)
    channels, height, width = codec.shape
    name, pixels = codecs.photo(channels)
    ours = codecs.through(run, name, step, pixels)
    ladders = {key: codecs.rivals(key, f"{name} {ours.originals.shape}", True, ours.originals) for key in LOSSY}
    near = [rate.best_within(ladder, ours.bits()) for ladder in ladders.values()]
    loses = ours.psnr < min(c.psnr for c in near)
    st.markdown(
        f"{name}, {ours.originals.shape[3]} × {ours.originals.shape[2]} pixels, cut into tiles of {width} × {height}: "
        f"`{run.name}` reaches **{ours.psnr:.1f} dB** at {ours.bits():.2g} bits per pixel, "
        + ", ".join(f"{c.codec} **{c.psnr:.1f} dB** at {c.bits():.2g}" for c in near) + "."
        + (" It knows its own kind of image and nothing else: for a photo take JPEG or WebP." if loses else "")
    )  # fmt: skip
    shown = [(to_image(ours.originals[0]), "original", figures.REAL)]
    shown += [(to_image(c.pictures[0]), f"{c.codec}, {c.setting}\n{c.psnr:.1f} dB, {c.size:,} bytes", figures.MADE)
              for c in (ours, *near)]  # fmt: skip
    figures.row(shown, 280)
