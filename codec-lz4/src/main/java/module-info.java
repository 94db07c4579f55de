/// The `lz4` codec of numcodecs, by lz4-java.
@SuppressWarnings({
  "requires-automatic",
  "module"
}) // lz4-java has no descriptor; LZ4 ends in a digit; blosc comes later
module io.mmaptable.codec.lz4 {
  requires transitive io.mmaptable.core;
  requires org.lz4.java;
  requires static org.jspecify;

  exports io.mmaptable.codec.lz4;
  exports io.mmaptable.codec.lz4.internal to
      io.mmaptable.codec.blosc;

  // On the class path META-INF/services says the same.
  provides io.mmaptable.codec.BytesCodec with
      io.mmaptable.codec.lz4.Lz4Codec;
}
