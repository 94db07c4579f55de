/// An array format with a header of its own, as a third party would write one.
@NullMarked
package org.example.tiny;

import org.jspecify.annotations.NullMarked;
