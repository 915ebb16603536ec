from __future__ import annotations

import pytest

from explorer.progress import Bar, clock


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "0 s"), (59.6, "1 min 0 s"), (200, "3 min 20 s"), (3599.9, "1 h 0 min"), (7500, "2 h 5 min")],
)
def test_seconds_are_said_as_a_person_says_them(seconds: float, words: str) -> None:
    assert clock(seconds) == words


def test_away_from_a_terminal_lines_come_seldom_and_the_last_one_always(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Bar("training", 1000)
    for step in range(1001):
        bar.to(step, "loss 3")
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == ["training: 0% loss 3", "training: 100% loss 3"]


def test_on_a_terminal_one_line_is_drawn_over(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    bar = Bar("training", 2)
    bar.to(1)
    bar.to(2)
    err = capsys.readouterr().err
    assert err.count("\r") == 2
    assert err.count("\n") == 1
    assert err.endswith("\n")


def test_nothing_to_do_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    Bar("fitting", 0).to(0)
    Bar("fitting", 0).to(1)
    assert "100%" in capsys.readouterr().err
