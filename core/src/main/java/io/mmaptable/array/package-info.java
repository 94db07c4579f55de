/// Strided n-dimensional views over memory, with NumPy's indexing, casting and printing.
@NullMarked
package io.mmaptable.array;

import org.jspecify.annotations.NullMarked;
