/// Growable memory-mapped arrays.
@NullMarked
package io.mmaptable.diskarray;

import org.jspecify.annotations.NullMarked;
