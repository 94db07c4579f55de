/// Zarr's `zstd` codec, by the native library that zstd-jni brings.
@SuppressWarnings("module") // blosc comes later
module io.mmaptable.codec.zstd {
  requires transitive io.mmaptable.core;
  requires com.github.luben.zstd_jni;
  requires static org.jspecify;

  exports io.mmaptable.codec.zstd;
  exports io.mmaptable.codec.zstd.internal to
      io.mmaptable.codec.blosc;

  // On the class path META-INF/services says the same.
  provides io.mmaptable.codec.BytesCodec with
      io.mmaptable.codec.zstd.ZstdCodec;
}
