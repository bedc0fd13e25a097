"""Whether a linear classifier can tell the samples apart without a mistake: a linear programme."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack

TOLERANCE = 1e-6  # of a margin that should be 0 or 1
MOST_ENTRIES = 600_000  # of the programme's matrix; with more it is not tried


@dataclass(frozen=True, eq=False)
class Separability:
    """What a linear classifier can do at best; a pair is a sample and a class not its own."""

    kind: str  # "separable", "partly" or "overlapping"
    # [n_samples, n_classes] bool: pairs that one and the same direction in parameter space tells
    # apart, without making any other pair worse
    apart: np.ndarray


def separability(
    features: np.ndarray, targets: np.ndarray, n_classes: int, seconds: float = math.inf
) -> Separability | None:
    """Whether there are W and b with z_y > z_k for each sample, y its label, k any other class.

    ``features`` [n_samples, n_columns] float64, of much the same scale, the constant 1 for b among
    their linear combinations. The programme (Konis 2007, "Linear programming algorithms for
    detecting separated data in binary logistic regression models", with a margin for each pair):
    maximise the sum of s over V, s with z_y - z_k >= s and 0 <= s <= 1, z = x Vᵀ. V can be scaled
    up, so each s comes to 0 or 1: all 1, separable; all 0, the classes overlap and the
    cross-entropy has a minimum; else some pairs can be told apart ever more surely at no other's
    cost, and its infimum is not attained (Albert and Anderson 1984).

    None when it is not decided, after ``seconds`` or because the table is too large. It works
    without Python's lock, so others go on meanwhile.
    """
    rows, others = np.nonzero(np.arange(n_classes) != targets[:, None])
    n_pairs, n_columns = len(rows), features.shape[1]
    if 2 * n_pairs * n_columns > MOST_ENTRIES:
        return None
    margins = _margins(features, targets[rows], rows, others, n_classes)
    n_free = margins.shape[1]
    found = linprog(
        np.concatenate([np.zeros(n_free), -np.ones(n_pairs)]),
        A_ub=hstack([-margins, eye_array(n_pairs)], format="csr"),
        b_ub=np.zeros(n_pairs),
        bounds=np.array([[-np.inf, np.inf]] * n_free + [[0.0, 1.0]] * n_pairs),
        method="highs",
        options={"time_limit": seconds} if seconds < math.inf else {},
    )
    if found.status != 0:
        return None
    return _judged(margins @ found.x[:n_free], found.x[n_free:], (rows, others), n_classes)


def _margins(
    features: np.ndarray, labels: np.ndarray, rows: np.ndarray, others: np.ndarray, n_classes: int
) -> csr_array:
    """The matrix that takes V, row after row but for the last class's, to z_y - z_k of each pair.

    That of the last class can be 0: the same vector added to all classes changes no margin.
    """
    n_pairs, n_columns = len(rows), features.shape[1]
    at = np.repeat(np.arange(n_pairs), n_columns)
    places, values = [], []
    for classes, sign in ((labels, 1.0), (others, -1.0)):
        columns = classes[:, None] * n_columns + np.arange(n_columns)
        places.append(columns.ravel())
        values.append((sign * features[rows]).ravel())
    shape = n_pairs, n_classes * n_columns
    entries = np.concatenate(values), (np.concatenate([at, at]), np.concatenate(places))
    return csr_array(entries, shape=shape)[:, : (n_classes - 1) * n_columns]


def _judged(
    margins: np.ndarray, shares: np.ndarray, pairs: tuple[np.ndarray, np.ndarray], n_classes: int
) -> Separability | None:
    """What the margins found mean; None where they are neither clearly there nor clearly not."""
    is_apart = shares > 0.5
    clear = (margins[is_apart] > 0.5).all() and (margins[~is_apart] > -TOLERANCE).all()
    if not clear or (shares[~is_apart] > TOLERANCE).any():
        return None
    apart = np.zeros((pairs[0].max() + 1, n_classes), dtype=bool)
    apart[pairs[0][is_apart], pairs[1][is_apart]] = True
    kind = "separable" if is_apart.all() else "partly" if is_apart.any() else "overlapping"
    return Separability(kind, apart)
