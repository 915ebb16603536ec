from __future__ import annotations

from pathlib import Path

from explorer.training import log


def test_a_line_cut_short_is_passed_over_and_closed(tmp_path: Path) -> None:
    file = tmp_path / "metrics.jsonl"
    log.append_line(file, '{"step": 1}')
    with file.open("a") as f:
        f.write('{"step": 2, "lo')
    assert log.read_metrics(tmp_path) == [{"step": 1}]
    log.append_line(file, '{"step": 3}')
    assert log.read_metrics(tmp_path) == [{"step": 1}, {"step": 3}]
    log.cut_metrics(tmp_path, 2)
    assert file.read_text() == '{"step": 1}\n'
