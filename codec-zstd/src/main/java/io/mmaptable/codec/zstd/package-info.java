/// Zarr's `zstd` codec.
@NullMarked
package io.mmaptable.codec.zstd;

import org.jspecify.annotations.NullMarked;
