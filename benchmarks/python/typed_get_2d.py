"""Adds up float64 of a mapped file of 1,000 columns, one by one, by two positions, in a Python loop.

The Java twin is TypedGet2d.java, which has ten times as many rows; the nanoseconds are those of an element.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import numpy as np
import typed_get

ROWS, COLUMNS = 1000, 1000


def add_up(array):
    total = 0.0
    for i in range(ROWS):
        for j in range(COLUMNS):
            total += array[i, j]
    return total


if __name__ == "__main__":
    numbers = np.arange(ROWS * COLUMNS, dtype="f8").reshape(ROWS, COLUMNS)
    typed_get.measure(numbers, add_up, operations=ROWS * COLUMNS, calls=1)
