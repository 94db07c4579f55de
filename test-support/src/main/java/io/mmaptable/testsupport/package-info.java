/// Fixtures for JUnit tests: child processes that can be killed, real NumPy, and files that other
/// programs wrote.
@NullMarked
package io.mmaptable.testsupport;

import org.jspecify.annotations.NullMarked;
