/// NumPy's `.npy` format, read and written as NumPy does, and archives of such files.
///
/// Source of the format: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.
@NullMarked
package io.mmaptable.npy;

import org.jspecify.annotations.NullMarked;
