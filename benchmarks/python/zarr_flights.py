"""Encodes or decodes the columns of the table of flights by zarr-python 3: zarr_flights.py freeze|read

The columns are those that the Java twin, FreezeFlights.java or ReadFlights.java, has put into $MMAPTABLE_DATA; dates are int64 and
texts rows of uint32 here, for which the codecs make the same bytes. Codecs, chunks and shards are those of the twin, and as many
threads as there are cores. Nobody waits for the disk.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import json
import os
import platform
import sys
import tempfile
import time
import warnings
from pathlib import Path

import numcodecs.blosc
import numpy as np
import zarr
from numcodecs import zarr3
from zarr.codecs import Crc32cCodec, ZstdCodec

CHUNK_BYTES = 1 << 16
REPEATS = 10


def use_threads(count):
    """Has the codecs run in so many threads, and each call of Blosc's in one of them."""
    zarr.config.set({"threading.max_workers": count})
    numcodecs.blosc.use_threads = False


def report(ns):
    versions = {"Python": platform.python_version(), "NumPy": np.__version__, "zarr-python": zarr.__version__}
    print(json.dumps({"versions": versions, "ns": ns}))


def columns():
    """The columns as numbers, and the size of an element as the Java twin has it."""
    found = {}
    for path in sorted(Path(os.environ["MMAPTABLE_DATA"], "flights").glob("*.npy")):
        values = np.ascontiguousarray(np.load(path))
        size = values.itemsize
        if values.dtype.kind == "M":
            values = values.view("i8")
        elif values.dtype.kind == "U":
            values = values.view("u4").reshape(len(values), -1)
        found[path.stem] = values, size
    return found


def freeze(directory, found):
    for name, (values, size) in found.items():
        rows = CHUNK_BYTES // size
        array = zarr.create_array(
            store=os.path.join(directory, name), shape=values.shape, dtype=values.dtype,
            chunks=(rows, *values.shape[1:]), shards=(-(-len(values) // rows) * rows, *values.shape[1:]),
            compressors=[zarr3.Shuffle(elementsize=size), ZstdCodec(level=5), Crc32cCodec()])
        array[:] = values


def read(directory, found):
    for name in found:
        zarr.open_array(os.path.join(directory, name), mode="r")[:]


def repeat(work, found):
    with tempfile.TemporaryDirectory(prefix="zarr-flights-") as directory:
        if work is read:
            freeze(directory, found)
        start = time.perf_counter_ns()
        work(directory, found)
        return time.perf_counter_ns() - start


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # codecs that are registered and not in the specification
    use_threads(os.cpu_count())
    work, found = {"freeze": freeze, "read": read}[sys.argv[1]], columns()
    repeat(work, found)
    report([repeat(work, found) for _ in range(REPEATS)])
