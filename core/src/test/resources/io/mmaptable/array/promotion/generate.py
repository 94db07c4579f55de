#!/usr/bin/env python3
"""Writes promote.tsv: the dtype to which NumPy promotes each pair of dtypes, and a dash where there is none.

    python3 generate.py > promote.tsv

The first line lists the dtypes; of the others each is a dtype and its row. Long doubles, which Java computes as doubles, are taken as
float64 where the result would be one. Then come Python's numbers, `int`, `float` and `complex`, with what they become beside each.
"""
import numpy

NUMBERS = "? i1 <i2 >i2 <i4 i8 >i8 u1 u2 <u4 >u4 u8 f2 f4 >f4 f8 >f8 f16 c8 >c8 c16".split()
OTHERS = "S1 S3 S40 S70 U1 <U3 >U3 U40 U70 V4 V8".split()
UNITS = ["", "[Y]", "[7Y]", "[M]", "[3M]", "[2W]", "[D]", "[5D]", "[h]", "[m]", "[2s]", "[3s]", "[ms]", "[25us]", "[ns]", "[as]"]
DTYPES = NUMBERS + OTHERS + ["M8" + unit for unit in UNITS] + ["m8" + unit for unit in UNITS]
WEAK = {"int": 1, "float": 1.5, "complex": 1j}


def promoted(first, second):
    try:
        result = numpy.result_type(first, second)
    except (TypeError, OverflowError):
        return "-"
    return {"<f16": "<f8", "<c32": "<c16"}.get(result.str, result.str)


dtypes = [numpy.dtype(name) for name in DTYPES]
print("", *DTYPES, sep="\t")
for name, dtype in zip(DTYPES, dtypes):
    print(name, *(promoted(dtype, other) for other in dtypes), sep="\t")
for name, value in WEAK.items():
    print(name, *(promoted(value, other) for other in dtypes), sep="\t")
