/// The order of numbers, on Java arrays: keys whose order as longs is the order of the elements,
/// and sorting, merging and counting by them.
@NullMarked
package io.mmaptable.internal.order;

import org.jspecify.annotations.NullMarked;
