/// Loops that put the first bytes of all elements together, then their second bytes and so on; or
/// their bits.
@NullMarked
package io.mmaptable.internal.shuffle;

import org.jspecify.annotations.NullMarked;
