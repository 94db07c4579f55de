"""Takes the elements at a million random positions of ten million float64 of a mapped file.

The Java twin is Take.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import numpy as np
import typed_get

LENGTH = 10_000_000
TAKEN = 1_000_000

if __name__ == "__main__":
    positions = np.random.default_rng(1).integers(0, LENGTH, TAKEN)
    typed_get.measure(np.arange(LENGTH, dtype="f8"), lambda array: array[positions], operations=20)
