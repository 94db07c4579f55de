"""Ten million elements of a mapped file: uint8 are cast to float32, with numpy.copyto.

The Java twin is CastUint8Float32.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import cast_float64

if __name__ == "__main__":
    cast_float64.main("|u1", "<f4")
