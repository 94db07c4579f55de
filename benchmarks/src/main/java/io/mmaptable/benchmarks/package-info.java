/// Benchmarks, each with a twin in `python/` that does the same work in Python.
@NullMarked
package io.mmaptable.benchmarks;

import org.jspecify.annotations.NullMarked;
