/// The codecs that need nothing but the JDK.
@NullMarked
package io.mmaptable.internal.codec;

import org.jspecify.annotations.NullMarked;
