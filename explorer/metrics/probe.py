"""A linear probe: how well classes are told apart by a line through features that were learnt without them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.floating]
Labels = npt.NDArray[np.int64]
STRENGTH = 0.01  # C of scikit-learn: features have unit variance, and may be more than a class has images
STEPS = 1000  # at most: after 200 one of seven sets of features was not at its best


def accuracy(train: Numbers, labels: Labels, test: Numbers, truth: Labels, numbers: int | None = None) -> float:
    """The share of test rows (M, d) that a logistic regression of training rows (N, d) names right.

    Features are brought to unit variance, or to their first `numbers` principal components, so that sets of features
    of different size stand beside each other (the protocol of Alain & Bengio 2016, with one linear layer).
    """
    from sklearn.decomposition import PCA
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    few = [] if numbers is None else [PCA(min(numbers, *train.shape), random_state=0)]
    probe = make_pipeline(*few, StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=STEPS))
    return float((probe.fit(train, labels).predict(test) == truth).mean())
