from __future__ import annotations

import gzip
import http.server
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from explorer import data
from explorer.data import digits, loader, mnist, sprites
from explorer.errors import DataError, OfflineError
from tests.conftest import needs_data


@pytest.mark.parametrize(
    "name", ["digits", pytest.param("sprites", marks=pytest.mark.long)]
    + [pytest.param(n, marks=needs_data) for n in ("mnist", "fashion-mnist", "olivetti")],
)  # fmt: skip
def test_every_dataset_is_what_its_row_says(name: str) -> None:
    row = data.DATASETS[name]
    assert data.available(name)
    for split, n in (("train", row.train), ("test", row.test)):
        found = data.load(name, split)
        assert found.images.shape == (n, *row.shape)
        assert found.images.dtype == np.uint8
        assert found.labels is not None
        assert found.labels.min() == 0
        assert found.labels.max() == len(found.label_names) - 1
        assert found.images.max() > 200
        assert len(found.take(3)) == 3
    assert data.shape(name) == row.shape


def test_the_splits_of_the_digits_share_no_picture_and_hold_them_all() -> None:
    train, test = (data.load("digits", s) for s in data.SPLITS)
    assert len(train) + len(test) == 1797
    counts = np.bincount(np.concatenate([train.labels, test.labels]))  # type: ignore[arg-type]
    assert counts.min() > 170


def test_sprites_follow_their_factors() -> None:
    factors = sprites.draw_factors(4, np.random.default_rng(0))
    pictures = sprites.render(factors)
    np.testing.assert_array_equal(sprites.render(factors), pictures)
    for column in range(factors.shape[1]):
        moved = factors.copy()
        moved[:, column] = (1 - moved[:, column]) % 3 if column == 0 else moved[:, column] * 0.7
        assert np.any(sprites.render(moved) != pictures), sprites.FACTORS[column]
    right = factors.copy()
    right[:, 3], right[:, 1] = 0.7, 0.15
    left = right.copy()
    left[:, 3] = 0.3
    columns = np.arange(64)
    centre = [(p.sum((1, 2)) * columns).sum(1) / p.sum((1, 2, 3)) for p in map(sprites.render, (left, right))]
    np.testing.assert_allclose((centre[1] - centre[0]) / 64, 0.4, atol=0.02)


def test_unknown_names_and_splits_are_refused() -> None:
    with pytest.raises(DataError, match="there is digits, sprites"):
        data.load("cats")
    with pytest.raises(DataError, match="train or test"):
        data.load("digits", "valid")


def idx(array: np.ndarray) -> bytes:
    head = bytes([0, 0, 8, array.ndim]) + b"".join(int(s).to_bytes(4, "big") for s in array.shape)
    return gzip.compress(head + array.tobytes())


def test_idx_files_are_read_and_checked(tmp_path: Path) -> None:
    array = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    file = tmp_path / "a.gz"
    file.write_bytes(idx(array))
    np.testing.assert_array_equal(mnist.read_idx(file), array)
    for blob, words in (
        (idx(array)[:-9], "not a whole gzip"),
        (b"plain words", "not a whole gzip"),
        (idx(array)[:12] + b"\xff" * 20, "not a whole gzip"),  # a broken stream, not a short one
        (gzip.compress(b"\0\0\x08\x03too short"), "not an IDX file"),
        (gzip.compress(b"\0\0\x0d\x01\0\0\0\x01x"), "not an IDX file"),
        (gzip.compress(b""), "not an IDX file"),
    ):
        file.write_bytes(blob)
        with pytest.raises(DataError, match=words) as caught:
            mnist.read_idx(file)
        assert caught.value.file == str(file)


@pytest.fixture
def no_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Neither EXPLORER_DATA nor anything in the cache."""
    monkeypatch.delenv("EXPLORER_DATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(loader, "cache_folder", lambda: tmp_path / "latent-explorer")
    return tmp_path


CONTENT = os.urandom(300_000)
SHA = __import__("hashlib").sha256(CONTENT).hexdigest()


class Breaking(http.server.BaseHTTPRequestHandler):
    """Serves CONTENT with ranges, and drops the first connection in the middle."""

    ranges: list[str | None]

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        type(self).ranges.append(wanted)
        start = int(wanted.split("=")[1].rstrip("-")) if wanted else 0
        body = CONTENT[start:]
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if wanted else body[:150_000])

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def source() -> Iterator[loader.Source]:
    Breaking.ranges = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Breaking)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/file.bin"
    yield loader.Source("mnist", "folder", "file.bin", url, f"sha256:{SHA}")
    server.shutdown()


def test_a_broken_download_is_resumed(no_data: Path, source: loader.Source, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OfflineError, match="What works now: digits, sprites"):
        loader.fetch(source)
    assert loader.here(source) is None
    path = loader.fetch(source)
    assert path.read_bytes() == CONTENT
    assert Breaking.ranges[0] is None
    assert Breaking.ranges[1] == f"bytes={150_000 // loader.CHUNK * loader.CHUNK}-"  # whole chunks were kept
    assert [p.name for p in path.parent.iterdir()] == ["file.bin"]
    assert "file.bin" in capsys.readouterr().err
    loader.fetch(source)
    assert len(Breaking.ranges) == 2  # from the cache now


def test_a_download_that_is_something_else_is_refused(no_data: Path, source: loader.Source) -> None:
    wrong = replace(source, check="sha256:" + "0" * 64)
    with pytest.raises(OfflineError):
        loader.fetch(wrong)
    with pytest.raises(DataError, match="is not the published file"):
        loader.fetch(wrong)
    assert loader.here(wrong) is None


def test_offline_says_what_works_now(no_data: Path) -> None:
    nowhere = loader.Source("mnist", "mnist", "x.gz", "http://127.0.0.1:9/x.gz", "md5:0")
    with pytest.raises(OfflineError, match="What works now: digits, sprites, or a folder or ZIP"):
        loader.fetch(nowhere)
    assert not data.available("mnist")
    assert data.available("digits")


def test_explorer_data_comes_first_and_is_checked(no_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = loader.Source("mnist", "mnist", "x.bin", "http://127.0.0.1:9/x.bin", f"sha256:{SHA}")
    (no_data / "own" / "mnist").mkdir(parents=True)
    monkeypatch.setenv("EXPLORER_DATA", str(no_data / "own"))
    file = no_data / "own" / "mnist" / "x.bin"
    file.write_bytes(CONTENT)
    assert loader.fetch(source) == file
    file.write_bytes(CONTENT[:-1])
    with pytest.raises(DataError, match="not the published file") as caught:
        loader.fetch(source)
    assert caught.value.file == str(file)


def test_digits_are_those_of_scikit_learn() -> None:
    from sklearn.datasets import load_digits

    table, theirs = digits._table(), load_digits()
    assert np.array_equal(table[:, :-1], theirs.data)
    assert np.array_equal(table[:, -1], theirs.target)
