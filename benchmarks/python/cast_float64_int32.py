"""Ten million elements of a mapped file: float64 are cast to int32 by unsafe, with numpy.copyto.

The Java twin is CastFloat64Int32.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import cast_float64

if __name__ == "__main__":
    cast_float64.main("<f8", "<i4", "unsafe")
