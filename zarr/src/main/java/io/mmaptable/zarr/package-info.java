/// Arrays in chunks, encoded by codecs, as Zarr version 3 lays them out in a directory:
/// <https://zarr-specs.readthedocs.io/en/latest/v3/core/index.html>.
@NullMarked
package io.mmaptable.zarr;

import org.jspecify.annotations.NullMarked;
