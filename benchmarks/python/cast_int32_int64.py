"""Ten million elements of a mapped file: int32 are cast to int64, with numpy.copyto.

The Java twin is CastInt32Int64.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import cast_float64

if __name__ == "__main__":
    cast_float64.main("<i4", "<i8")
