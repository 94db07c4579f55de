/// Tests of how the modules are built: their arrows, and that they work on the class path and on
/// the module path.
@NullMarked
package io.mmaptable.house;

import org.jspecify.annotations.NullMarked;
