"""Reads a gigabyte of float64 that is in the page cache into an array that is there already.

numpy.load cannot do that; the header is read with numpy.lib.format and the elements with the file's readinto.
The Java twin is ReadArrayInto.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import time

import numpy as np
import read_array

AGAIN = np.ones(read_array.LENGTH)


def repeat(path):
    start = time.perf_counter_ns()
    with open(path, "rb", buffering=0) as file:
        np.lib.format.read_magic(file)
        shape, _, dtype = np.lib.format.read_array_header_1_0(file)
        array = AGAIN[: shape[0]]
        memory = memoryview(array).cast("B")
        at = 0
        while at < len(memory):
            at += file.readinto(memory[at:])
    elapsed = time.perf_counter_ns() - start
    assert dtype == array.dtype and len(array) == read_array.LENGTH
    return elapsed


if __name__ == "__main__":
    read_array.main(repeat)
