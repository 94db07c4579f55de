"""Sets the middle half of ten million float64 of a mapped file from an array of float64.

The Java twin is SetSlice.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import numpy as np
import typed_get

LENGTH = 10_000_000
VALUE = np.arange(LENGTH // 2, dtype="f8")


def set_middle(array):
    array[LENGTH // 4 : LENGTH // 4 * 3] = VALUE


if __name__ == "__main__":
    typed_get.measure(np.zeros(LENGTH), set_middle, operations=10)
