/// What codecs over Zstandard share.
@NullMarked
package io.mmaptable.codec.zstd.internal;

import org.jspecify.annotations.NullMarked;
