/// Tables of memory-mapped columns.
@NullMarked
package io.mmaptable.table;

import org.jspecify.annotations.NullMarked;
