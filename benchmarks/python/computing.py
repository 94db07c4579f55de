"""Computes with a hundred million elements of a mapped file, or with the rows of a matrix: computing.py WORK DTYPE THREADS

The file is shared with the Java twin, Computing.java: it lies in $MMAPTABLE_DATA, and is made by whoever comes first, which is this
program with the argument `make` instead of the number of threads. NumPy has one thread, but for its products of matrices.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import json
import os
import platform
import sys
import time

import numpy as np

LENGTH = int(os.environ.get("MMAPTABLE_LENGTH", "100000000"))
ROWS = LENGTH // 100
PART = 10_000_000
REPEATS = 5
# What takes NumPy many seconds is done less often.
FEW_REPEATS = 2


def path(work, dtype):
    return os.path.join(os.environ["MMAPTABLE_DATA"], f"{'matrix' if work == 'nearest' else 'column'}_{dtype}.npy")


def make(work, dtype):
    """Writes the file, part by part, if it is not there."""
    name = path(work, dtype)
    if os.path.exists(name):
        return
    random = np.random.default_rng(1)
    shape = (ROWS, 128) if work == "nearest" else (LENGTH,)
    array = np.lib.format.open_memmap(name + ".part", mode="w+", dtype=dtype, shape=shape)
    flat = array.reshape(-1)
    for start in range(0, flat.size, PART):
        part = flat[start:start + PART]
        if part.dtype.kind == "f":
            part[:] = random.random(part.size, dtype=dtype)
        else:
            limits = np.iinfo(dtype)
            low, high = max(limits.min, -2**20), min(limits.max, 2**20)
            part[:] = random.integers(low, high, part.size, dtype=dtype, endpoint=True)
    array.flush()
    os.rename(name + ".part", name)


def mul_add(a):
    b, c = a + 1, a - 1
    out = np.empty_like(a)

    def work():
        np.multiply(a, b, out)
        np.add(out, c, out)

    return work


def nearest(matrix):
    vector = np.arange(128, dtype=matrix.dtype) % 7 - 3
    return lambda: np.argpartition(-(matrix @ vector), 10)[:10]


WORKS = {
    "sum": lambda a: a.sum,
    "min": lambda a: a.min,
    "max": lambda a: a.max,
    "mean": lambda a: a.mean,
    "std": lambda a: a.std,
    "count": lambda a: lambda: np.count_nonzero(a > 0.5),
    "mul_add": mul_add,
    "sort": lambda a: lambda: np.sort(a),
    "unique": lambda a: lambda: np.unique(a),
    "nearest": nearest,
}


def main(work, dtype):
    function = WORKS[work](np.load(path(work, dtype), mmap_mode="r"))
    function()
    ns = []
    for _ in range(FEW_REPEATS if work in ("sort", "unique") else REPEATS):
        start = time.perf_counter_ns()
        function()
        ns.append(time.perf_counter_ns() - start)
    versions = {"Python": platform.python_version(), "NumPy": np.__version__}
    print(json.dumps({"versions": versions, "ns": ns}))


if __name__ == "__main__":
    if sys.argv[3] == "make":
        make(*sys.argv[1:3])
    else:
        main(*sys.argv[1:3])
