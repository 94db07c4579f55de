/// What codecs over LZ4 share.
@NullMarked
package io.mmaptable.codec.lz4.internal;

import org.jspecify.annotations.NullMarked;
