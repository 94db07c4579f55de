package io.mmaptable.benchmarks;

import dev.zarr.zarrjava.core.codec.core.BytesCodec;
import dev.zarr.zarrjava.v3.DataType;
import io.mmaptable.array.NdArray;
import io.mmaptable.zarr.ZarrLayout;
import io.mmaptable.zarr.ZarrWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import ucar.ma2.Array;

/// A gigabyte as an array of Zarr's, by zarr-java.
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class ZarrJava {
  @Param("float64")
  String dtype;

  @Param("zstd")
  String codec;

  @Param("1")
  int threads;

  /// The elements, from new.
  Array elements() {
    Object elements = Walk.of(dtype);
    int length = java.lang.reflect.Array.getLength(elements);
    return Array.factory(type().getMA2DataType(), new int[] {length}, elements);
  }

  private DataType type() {
    return DataType.valueOf(dtype.toUpperCase(Locale.ROOT));
  }

  /// Opens the array, which is there already or is made: by us where zarr-java cannot write it over
  /// the older artifact `cdm`.
  dev.zarr.zarrjava.v3.Array array() throws Exception {
    String name = String.join("-", "theirs", dtype, compressor());
    return dev.zarr.zarrjava.v3.Array.open(
        ZarrFiles.shared(
            name,
            path -> {
              if (dtype.equals("float64")) {
                write(path, elements());
              } else {
                ZarrLayout layout = OurZarr.plainLayout(dtype, "blosc_" + compressor());
                ZarrWriter.write(path, layout, NdArray.asArray(Walk.of(dtype)));
              }
            }));
  }

  private String compressor() {
    return ZarrFiles.isZstd(codec) ? "zstd" : "lz4";
  }

  void write(Path path, Array elements) throws Exception {
    boolean isZstd = ZarrFiles.isZstd(codec);
    dev.zarr.zarrjava.v3.Array array =
        dev.zarr.zarrjava.v3.Array.create(
            path,
            metadata ->
                metadata
                    .withShape(elements.getSize())
                    .withDataType(type())
                    .withChunkShape(ZarrFiles.CHUNK_BYTES / type().getByteCount())
                    .withCodecs(
                        codecs ->
                            codecs
                                .withBytes(BytesCodec.Endian.LITTLE)
                                .withBlosc(
                                    compressor(),
                                    isZstd ? "shuffle" : "noshuffle",
                                    isZstd ? ZarrFiles.ZSTD_LEVEL : ZarrFiles.LZ4_LEVEL)),
            false);
    array.write(elements, threads > 1);
  }

  Array read(dev.zarr.zarrjava.v3.Array array) throws Exception {
    return array.read(threads > 1);
  }
}
