"""log p(x) = ELBO + KL(q || p), whatever q is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate, stats

from explorer.metrics.exact import Line


@pytest.mark.parametrize("x", [-2.0, 0.3, 1.7])
def test_elbo_and_gap_make_up_log_p_for_every_q(x: float) -> None:
    line, mean, sd = Line(0.4), np.linspace(-3, 3, 13)[:, None], np.array([[0.1, 0.37, 1.0, 3.0]])
    np.testing.assert_allclose(line.elbo(x, mean, sd) + line.gap(x, mean, sd), line.log_p(x))
    assert line.gap(x, mean, sd).min() >= 0
    assert line.gap(x, *map(np.array, line.posterior(x))) == pytest.approx(0)


def test_log_p_is_the_integral_over_z() -> None:
    line = Line(0.5)
    p, _ = integrate.quad(lambda z: stats.norm.pdf(z) * stats.norm.pdf(1.2, z, 0.5), -9, 9)
    assert line.log_p(1.2) == pytest.approx(np.log(p))
