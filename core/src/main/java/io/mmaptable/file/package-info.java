/// What every kind of file shares: opening modes, recovery after a crash, and the errors of a file
/// at fault.
@NullMarked
package io.mmaptable.file;

import org.jspecify.annotations.NullMarked;
