"""Reads an array of float64 from an archive that numpy.savez_compressed has written, as npz_read_stored does.

The Java twin is NpzReadDeflated.java.
"""

import numpy as np

from npz_read_stored import main

if __name__ == "__main__":
    main(np.savez_compressed)
