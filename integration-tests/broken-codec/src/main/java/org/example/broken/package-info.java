/// Somebody else's codec, whose native library is missing.
@NullMarked
package org.example.broken;

import org.jspecify.annotations.NullMarked;
