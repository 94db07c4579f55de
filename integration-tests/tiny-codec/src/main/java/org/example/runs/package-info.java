/// Somebody else's codec.
@NullMarked
package org.example.runs;

import org.jspecify.annotations.NullMarked;
