"""The colours of labels and of numbers, the same on every page and in every file."""

from __future__ import annotations

# Ten colours that stay apart for colour-blind eyes and on light and dark ground (after Paul Tol).
PALETTE = (
    "#4477aa", "#ee6677", "#2f9e44", "#c9a400", "#33b5d9",
    "#aa3377", "#8f8f8f", "#ee7733", "#009988", "#996633",
)  # fmt: skip
# From low to high, for numbers (viridis, matplotlib).
VIRIDIS = (
    "#440154", "#482878", "#3e4989", "#31688e", "#26828e",
    "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725",
)  # fmt: skip
