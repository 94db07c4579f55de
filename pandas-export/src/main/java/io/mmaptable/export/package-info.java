/// Conversion of tables to and from the formats of other programs.
@NullMarked
package io.mmaptable.export;

import org.jspecify.annotations.NullMarked;
