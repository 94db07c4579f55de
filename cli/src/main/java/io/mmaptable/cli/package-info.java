/// The commands.
@NullMarked
package io.mmaptable.cli;

import org.jspecify.annotations.NullMarked;
