/// ZIP files, as far as archives of arrays need them: members are listed, mapped in place, read and
/// written, and nothing that a file says is trusted.
@NullMarked
package io.mmaptable.internal.zip;

import org.jspecify.annotations.NullMarked;
