/// Zarr's `blosc` codec: the frames of C-Blosc 1, in Java over lz4-java, zstd-jni and the JDK's
/// zlib.
@SuppressWarnings("requires-automatic") // lz4-java has no descriptor
module io.mmaptable.codec.blosc {
  requires transitive io.mmaptable.core;
  requires com.github.luben.zstd_jni;
  requires io.mmaptable.codec.lz4;
  requires io.mmaptable.codec.zstd;
  requires org.lz4.java;
  requires static org.jspecify;

  exports io.mmaptable.codec.blosc;

  // On the class path META-INF/services says the same.
  provides io.mmaptable.codec.BytesCodec with
      io.mmaptable.codec.blosc.BloscCodec;
}
