"""Copies ten million float64 of a mapped file into an array that is there already, with numpy.copyto.

The Java twin is CastFloat64.java; the twins of other casts use this module.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import numpy as np
import typed_get

LENGTH = 10_000_000
CASTS = 10


def main(source, target, casting="same_kind"):
    to = np.zeros(LENGTH, target)
    typed_get.measure(
        np.arange(LENGTH).astype(source), lambda array: np.copyto(to, array, casting=casting), operations=CASTS
    )


if __name__ == "__main__":
    main("<f8", "<f8")
