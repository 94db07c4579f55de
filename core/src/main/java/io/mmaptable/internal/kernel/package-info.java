/// Loops over blocks of primitives: what is computed, without arrays and dtypes.
@NullMarked
package io.mmaptable.internal.kernel;

import org.jspecify.annotations.NullMarked;
