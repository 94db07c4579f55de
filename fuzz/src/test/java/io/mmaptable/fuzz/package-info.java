/// Hostile input: what a fuzzer throws at the readers, what must hold for whatever it throws, and
/// the inputs that it has found worth keeping.
@NullMarked
package io.mmaptable.fuzz;

import org.jspecify.annotations.NullMarked;
