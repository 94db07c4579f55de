/// Zarr's `blosc` codec.
@NullMarked
package io.mmaptable.codec.blosc;

import org.jspecify.annotations.NullMarked;
