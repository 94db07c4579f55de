/// The mechanics of growable files: mapping, block allocation, commit, journal and lock.
@NullMarked
package io.mmaptable.internal.store;

import org.jspecify.annotations.NullMarked;
