"""Reads the header that numpy.save writes for float64 of shape (1000, 3), from memory, as numpy.load does.

Making the BytesIO is part of it, since NumPy reads from nothing else. The Java twin is ParseHeader.java.

Prints one line of JSON: the versions, and the nanoseconds a header of each repeat.
"""

import io
import json
import platform
import time

import numpy as np

HEADERS = 10_000
REPEATS = 5


def written(dtype, shape):
    """What follows the magic string and the version."""
    file = io.BytesIO()
    header = {"descr": np.lib.format.dtype_to_descr(np.dtype(dtype)), "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(file, header)
    return file.getvalue()[np.lib.format.MAGIC_LEN :]


def repeat(header):
    start = time.perf_counter_ns()
    for _ in range(HEADERS):
        np.lib.format.read_array_header_1_0(io.BytesIO(header))
    return (time.perf_counter_ns() - start) / HEADERS


def main(dtype, shape):
    header = written(dtype, shape)
    versions = {"Python": platform.python_version(), "NumPy": np.__version__}
    print(json.dumps({"versions": versions, "ns": [repeat(header) for _ in range(REPEATS)]}))


if __name__ == "__main__":
    main("<f8", (1000, 3))
