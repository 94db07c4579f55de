/// Python literals, as `.npy` headers and dtype descriptions hold them.
@NullMarked
package io.mmaptable.internal.literal;

import org.jspecify.annotations.NullMarked;
