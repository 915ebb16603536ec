"""What lies under the folder of runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from explorer.cli import main
from explorer.training.runs import all_runs, unreadable
from explorer.ui import cache


def test_a_run_that_cannot_be_read_is_named_and_hides_no_other(runs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    others = {run.name for run in all_runs()}
    assert unreadable() == {}
    config = json.loads((runs / "vae" / "config.json").read_text())
    config["model"]["wings"] = 2  # as a newer version might write
    for name, text in (("newer", json.dumps(config)), ("broken", '{"data":')):
        (runs / name).mkdir()
        (runs / name / "config.json").write_text(text)
        (runs / name / "report.json").write_text("{}")
    assert {run.name for run in all_runs()} == others
    assert {run.name for run in cache.finished()} <= others
    assert set(unreadable()) == {"newer", "broken"}
    assert "'wings'" in unreadable()["newer"]
    assert main(["list", "--json"]) == 0
    told = capsys.readouterr()
    assert {row["name"] for row in json.loads(told.out)["runs"]} == others
    assert told.err.count("left out: ") == 2
