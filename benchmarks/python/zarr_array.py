"""Encodes, decodes or slices an array of Zarr's by zarr-python 3: zarr_array.py WORK DTYPE CODEC THREADS

The codecs, chunks and files are those of the Java twins, ZarrEncode.java, ZarrDecode.java and ZarrSlice.java: what is decoded or
sliced is what Java has written into $MMAPTABLE_DATA, and what is encoded lies there too. Nobody waits for the disk.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import os
import random
import sys
import tempfile
import time
import warnings

import numpy as np
from zarr_flights import report, use_threads

import zarr
from numcodecs import zarr3
from zarr.codecs import BloscCodec, ZstdCodec

CHUNK_BYTES = 1 << 20
ROWS = 100
REPEATS = 3
SLICES = 500


def codecs(codec, item_size):
    zstd, lz4 = ZstdCodec(level=5), zarr3.LZ4(acceleration=1)
    return {
        "zstd": [zarr3.Shuffle(elementsize=item_size), zstd],
        "lz4": [lz4],
        "blosc_zstd": [BloscCodec(typesize=item_size, cname="zstd", clevel=3, shuffle="shuffle")],
        "blosc_lz4": [BloscCodec(typesize=item_size, cname="lz4", clevel=9, shuffle="noshuffle")],
    }[codec]


def timed(work):
    start = time.perf_counter_ns()
    work()
    return time.perf_counter_ns() - start


def encode(dtype, codec):
    values = np.load(os.path.join(os.environ["MMAPTABLE_DATA"], f"walk-{dtype}.npy"))

    def repeat():
        with tempfile.TemporaryDirectory(prefix="zarr-encode-") as directory:
            def work():
                array = zarr.create_array(
                    store=os.path.join(directory, "x"), shape=values.shape, dtype=values.dtype,
                    chunks=(CHUNK_BYTES // values.itemsize,), compressors=codecs(codec, values.itemsize))
                array[:] = values

            return timed(work)

    return repeat


def ours(dtype, codec, layout):
    return zarr.open_array(os.path.join(os.environ["MMAPTABLE_DATA"], f"ours-{dtype}-{codec}-{layout}.zarr"), mode="r")


def decode(dtype, codec):
    array = ours(dtype, codec, "plain")
    return lambda: timed(lambda: array[:])


def slice_rows(dtype, codec):
    array = ours(dtype, codec, "usual")
    places = random.Random(1)

    def work():
        for _ in range(SLICES):
            first = places.randrange(array.shape[0] - ROWS)
            array[first:first + ROWS]

    return lambda: timed(work) / SLICES


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # codecs that are registered and not in the specification
    _, work, dtype, codec, threads = sys.argv
    use_threads(int(threads))
    repeat = {"encode": encode, "decode": decode, "slice": slice_rows}[work](dtype, codec)
    repeat()
    report([repeat() for _ in range(REPEATS)])
