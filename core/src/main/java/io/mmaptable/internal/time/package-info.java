/// Counts of a unit of time: as text, as `java.time`, and in other units. Not exported.
@NullMarked
package io.mmaptable.internal.time;

import org.jspecify.annotations.NullMarked;
