"""Adds up int16 of a mapped file as floats, one by one, in a Python loop over the array.

The Java twin is GetDoubleInt16.java, which adds up ten times as many; the nanoseconds are those of an element.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import numpy as np
import typed_get

LENGTH = 1_000_000


def add_up(array):
    total = 0.0
    for value in array:
        total += float(value)
    return total


if __name__ == "__main__":
    typed_get.measure(np.arange(LENGTH).astype("<i2"), add_up, operations=LENGTH, calls=1)
