/// Tests against real NumPy and pandas, in containers.
@NullMarked
package io.mmaptable.peers;

import org.jspecify.annotations.NullMarked;
