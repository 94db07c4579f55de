"""Writes an archive of one array of float64 with numpy.savez_compressed, as npz_write_stored does.

The Java twin is NpzWriteDeflated.java.
"""

import numpy as np

from npz_write_stored import main

if __name__ == "__main__":
    main(np.savez_compressed, repeats=5)
