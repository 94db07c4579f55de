/// Element types, strided array views, and the commit protocol of growable files. Depends on
/// nothing but the JDK.
@SuppressWarnings(
    "module") // the modules that the internal packages are exported to are built later
module io.mmaptable.core {
  requires static org.jspecify;
  // Used where the JVM was started with `--add-modules jdk.incubator.vector`.
  requires static jdk.incubator.vector;

  exports io.mmaptable.array;
  exports io.mmaptable.codec;
  exports io.mmaptable.dtype;
  exports io.mmaptable.file;
  exports io.mmaptable.internal.literal to
      io.mmaptable.npy;
  exports io.mmaptable.internal.shuffle to
      io.mmaptable.codec.blosc;
  exports io.mmaptable.internal.store to
      io.mmaptable.npy,
      io.mmaptable.zarr,
      io.mmaptable.diskarray,
      io.mmaptable.table,
      io.mmaptable.export,
      io.mmaptable.cli;

  uses io.mmaptable.codec.ArrayFormat;
  uses io.mmaptable.codec.BytesCodec;

  // On the class path META-INF/services says the same.
  provides io.mmaptable.codec.ArrayFormat with
      io.mmaptable.codec.RawFormat;
  provides io.mmaptable.codec.BytesCodec with
      io.mmaptable.internal.codec.ByteOrderCodec,
      io.mmaptable.internal.codec.Crc32cCodec,
      io.mmaptable.internal.codec.DeltaCodec,
      io.mmaptable.internal.codec.GzipCodec,
      io.mmaptable.internal.codec.ShuffleCodec;
}
