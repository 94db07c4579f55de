/// The `lz4` codec of numcodecs.
@NullMarked
package io.mmaptable.codec.lz4;

import org.jspecify.annotations.NullMarked;
