/// Element types: NumPy's dtypes as a closed set of records, with its notation read and written.
@NullMarked
package io.mmaptable.dtype;

import org.jspecify.annotations.NullMarked;
