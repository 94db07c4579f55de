/// How arrays are laid out in files: where the elements are and where the row count is kept, and
/// how chunks of them are encoded.
@NullMarked
package io.mmaptable.codec;

import org.jspecify.annotations.NullMarked;
