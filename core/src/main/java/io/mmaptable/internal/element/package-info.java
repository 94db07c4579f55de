/// Single elements in memory, and runs of numbers, whatever their dtype and byte order. Not
/// exported.
@NullMarked
package io.mmaptable.internal.element;

import org.jspecify.annotations.NullMarked;
