"""The file: what goes in comes out to the bit, in this process and another; what is not whole is refused."""

from __future__ import annotations

import subprocess
import sys
import zlib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch

from explorer import codec
from explorer.codec import Codec, read_header
from explorer.codec.entropy import units_of
from explorer.codec.stream import HEAD, OVERHEAD, TAIL, Coder
from explorer.data import load
from explorer.errors import CheckpointError, InputError
from explorer.training.checkpoint import open_run
from tests.codec.test_entropy import even

PROJECT = Path(__file__).resolve().parents[2]
KINDS = ("ae", "pca", "vae")


@pytest.fixture(scope="module")
def codecs(trained: Path) -> dict[str, Codec]:
    found = {}
    for kind in KINDS:
        run = open_run(trained / kind)
        found[kind] = Codec.of(run.model, codec.fit(run.model, load("digits", "train")))
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("step", [4.0, 0.5, 1 / 64])
def test_decoded_is_what_the_encoder_saw_to_the_bit(codecs: dict[str, Codec], kind: str, step: float) -> None:
    pictures = load("digits", "test").images[:300]
    made = codecs[kind].compress(pictures, step)
    assert np.array_equal(codecs[kind].decompress(made.blob), made.pictures)
    header = read_header(made.blob)
    assert (header.shape, header.count, header.step) == ((1, 32, 32), 300, step)


def test_another_process_decodes_the_same_pixels(codecs: dict[str, Codec], runs: Path, tmp_path: Path) -> None:
    """With other threads, in other batches, from the run's folder alone."""
    codec.write(runs / "vae", codecs["vae"].entropy)
    made = codecs["vae"].compress(load("digits", "test").images, 0.25)
    (tmp_path / "file").write_bytes(made.blob)
    script = (
        "import sys, torch, numpy as np\n"
        "from explorer.codec import stream, read_header\n"
        "from explorer.training.coded import codec_of, opened\n"
        "torch.set_num_threads(2); stream.BATCH = 7\n"
        "blob = open(sys.argv[1], 'rb').read()\n"
        "np.save(sys.argv[2], codec_of(opened(read_header(blob))).decompress(blob))\n"
    )
    out = tmp_path / "out.npy"
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "file"), str(out)], cwd=PROJECT, check=True)
    assert np.array_equal(np.load(out), made.pictures)


@pytest.mark.parametrize("kind", KINDS)
def test_more_bits_are_never_worse(codecs: dict[str, Codec], kind: str) -> None:
    pictures = load("digits", "test").images[:200]
    ladder = [codecs[kind].compress(pictures, step) for step in (8, 4, 2, 1, 0.5, 0.25)]
    sizes = [len(made.blob) for made in ladder]
    errors = [float(((made.pictures / 255.0 - pictures / 255.0) ** 2).mean()) for made in ladder]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]
    assert all(fine <= coarse * 1.01 for coarse, fine in pairwise(errors))
    assert errors[-1] < errors[0] or kind == "vae"  # one epoch leaves this VAE with hardly a code to spend bits on


@pytest.mark.parametrize("kind", KINDS)
def test_many_pictures_cost_their_entropy(codecs: dict[str, Codec], kind: str) -> None:
    """Within 2 % of -log2 p, and of what the symbols' own frequencies would allow at best."""
    made, units = codecs[kind], units_of(0.1)
    pictures = load("digits", "train").images
    symbols = made.symbols(pictures, units)
    payload = 8 * (len(made.compress(pictures, 0.1).blob) - OVERHEAD)
    assert payload == pytest.approx(made.entropy.bits(symbols, units), rel=0.02, abs=40)
    best = 0.0
    for column in symbols.T:
        counts = np.unique(column, return_counts=True)[1]
        best -= float((counts * np.log2(counts / counts.sum())).sum())
    assert payload < best * 1.04 + 40  # a table that was not sent knows a little less than one made of these symbols


def test_codes_beyond_the_table_come_back_too() -> None:
    coder = Coder.of(even(2), units_of(1.0))
    symbols = np.array([[0, 1], [9, -1], [-(2**31), 2**31 - 1], [3, -3]])
    assert np.array_equal(coder.decode(coder.encode(symbols), 4), symbols)


def test_one_picture_takes_no_more_than_a_byte_over_its_entropy() -> None:
    coder, model = Coder.of(even(4), units_of(0.25)), even(4)
    for symbols in np.random.default_rng(0).integers(-14, 15, (50, 1, 4)):
        assert len(coder.encode(symbols)) <= model.bits(symbols, units_of(0.25)) / 8 + 1.5


def test_every_flipped_byte_and_every_truncation_is_refused(codecs: dict[str, Codec]) -> None:
    blob = codecs["ae"].compress(load("digits", "test").images[:5], 1.0).blob
    for i in range(len(blob)):
        for flip in (0x01, 0x80, 0xFF):
            with pytest.raises(InputError):
                codecs["ae"].decompress(blob[:i] + bytes([blob[i] ^ flip]) + blob[i + 1 :])
        with pytest.raises(InputError):
            codecs["ae"].decompress(blob[:i])
    with pytest.raises(InputError, match="goes on after its end"):
        codecs["ae"].decompress(blob + b"\0")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda b: b[:-1], "is cut short"), (lambda b: b[:20], "is cut short"), (lambda b: b"", "is not a file of"),
        (lambda b: b"\x89PNG" + b[4:], "is not a file of this codec"),
        (lambda b: b[:4] + b"\7" + b[5:], "is of version 7"),
        (lambda b: b[:-1] + bytes([b[-1] ^ 1]), "is altered"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(codecs: dict[str, Codec], change: object, words: str) -> None:
    blob = codecs["ae"].compress(load("digits", "test").images[:2], 1.0).blob
    with pytest.raises(InputError, match=rf"^here\.lxc: {words}"):
        read_header(change(blob), "here.lxc")  # type: ignore[operator]


def test_a_file_of_another_run_is_refused(codecs: dict[str, Codec]) -> None:
    blob = codecs["ae"].compress(load("digits", "test").images[:2], 1.0).blob
    with pytest.raises(CheckpointError, match="of another run"):
        codecs["pca"].decompress(blob)
    other = codec.Entropy(**{**vars(codecs["ae"].entropy), "n": 7})
    with pytest.raises(CheckpointError, match=r"codec\.json that the run had"):
        Codec.of(codecs["ae"].model, other).decompress(blob)
    with pytest.raises(CheckpointError, match="other weights"):
        Codec.of(codecs["ae"].model, codecs["pca"].entropy)


def test_a_machine_that_rounds_otherwise_is_told(codecs: dict[str, Codec]) -> None:
    made = codecs["ae"]
    blob = made.compress(load("digits", "test").images[:2], 1.0).blob
    skewed = Codec(made.model, torch.nn.Module(), made.entropy)
    skewed.exact.decode = lambda z: made.exact.decode(z) + 0.01  # type: ignore[operator,assignment]
    with pytest.raises(CheckpointError, match="rounds differently"):
        skewed.decompress(blob)


@pytest.mark.parametrize("shape", [(0, 1, 32, 32), (2, 1, 28, 28), (2, 3, 32, 32)])
def test_pictures_of_another_shape_are_refused(codecs: dict[str, Codec], shape: tuple[int, ...]) -> None:
    with pytest.raises(InputError, match="one or more pictures of"):
        codecs["ae"].compress(np.zeros(shape, np.uint8), 1.0)


@pytest.mark.parametrize(
    ("count", "units", "payload"),
    [(3, 4096, b"\xff" * 40), (3, 4096, b""), (0, 4096, b""), (1 << 31, 4096, b""), (3, 0, b"ab"), (3, 1 << 31, b"ab")],
)
def test_a_file_made_up_with_a_right_checksum_is_refused(
    codecs: dict[str, Codec], count: int, units: int, payload: bytes
) -> None:
    made = codecs["ae"]
    named = bytes.fromhex(made.entropy.weights), made.entropy.id
    head = HEAD.pack(b"\x89LXC", 1, *named, 1, 32, 32, count, units, 12345, len(payload)) + payload
    with pytest.raises(InputError):
        made.decompress(head + TAIL.pack(zlib.crc32(head)))
