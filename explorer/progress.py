"""Progress on stderr: one bar that redraws itself on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time

WIDTH = 24
LINE_EVERY = 5.0  # seconds between plain lines
DRAW_EVERY = 0.1


class Bar:
    """`bar.to(done, note)` as often as one likes; it draws only as often as one can read."""

    def __init__(self, title: str, total: float) -> None:
        self.title, self.total = title, max(total, 1e-9)
        self.terminal = sys.stderr.isatty()
        self.drawn = 0.0

    def to(self, done: float, note: str = "") -> None:
        share = min(1.0, done / self.total)
        now = time.monotonic()
        if share < 1 and now - self.drawn < (DRAW_EVERY if self.terminal else LINE_EVERY):
            return
        self.drawn = now
        if self.terminal:
            filled = round(share * WIDTH)
            end = "\n" if share >= 1 else ""
            line = f"\r{self.title} {'█' * filled}{'░' * (WIDTH - filled)} {share:4.0%} {note:<40.40}{end}"
            sys.stderr.write(line)
        else:
            sys.stderr.write(f"{self.title}: {share:.0%} {note}\n")
        sys.stderr.flush()


def clock(seconds: float) -> str:
    """Seconds as a person says them: `40 s`, `3 min 20 s`, `2 h 5 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
