"""Selects about half of ten million float64 of a mapped file with a mask of random bools.

The Java twin is MaskSelect.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import numpy as np
import typed_get

LENGTH = 10_000_000

if __name__ == "__main__":
    mask = np.random.default_rng(1).random(LENGTH) > 0.5
    typed_get.measure(np.arange(LENGTH, dtype="f8"), lambda array: array[mask], operations=5)
