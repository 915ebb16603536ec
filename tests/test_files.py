from __future__ import annotations

from pathlib import Path

import pytest

from explorer.files import read_json, write_atomic, write_json


def test_json_is_read_back(tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", {"b": [1, None, "σ"]})
    assert read_json(tmp_path / "a.json") == {"b": [1, None, "σ"]}


@pytest.mark.parametrize("blob", [b"", b'{"half": ', b"[1]", b"\xff\xfe", b"[" * 100_000])
def test_what_is_not_a_whole_object_reads_as_none(tmp_path: Path, blob: bytes) -> None:
    assert read_json(tmp_path / "gone.json") is None
    (tmp_path / "a.json").write_bytes(blob)
    assert read_json(tmp_path / "a.json") is None


def test_a_file_is_replaced_whole_and_may_be_read_by_others(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    write_atomic(file, b"a longer text")
    write_atomic(file, b"short")
    assert file.read_bytes() == b"short"
    assert file.stat().st_mode & 0o444 == 0o444
    assert [p.name for p in tmp_path.iterdir()] == ["a.bin"]


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomic(tmp_path / "gone" / "a.bin", b"x")
    assert not (tmp_path / "gone").exists()
