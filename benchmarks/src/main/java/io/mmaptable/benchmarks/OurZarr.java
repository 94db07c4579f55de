package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.dtype.DType;
import io.mmaptable.npy.Npy;
import io.mmaptable.zarr.ZarrArray;
import io.mmaptable.zarr.ZarrLayout;
import io.mmaptable.zarr.ZarrWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A gigabyte as an array of Zarr's, by this library.
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // the setup and JMH set the fields
public class OurZarr {
  @Param("float64")
  String dtype;

  /// `zstd` and `lz4` are those of numcodecs, behind `blosc_` they are Blosc's.
  @Param("zstd")
  String codec;

  @Param("1")
  int threads;

  private Parallelism parallelism;

  @Setup(Level.Trial)
  public void open() {
    parallelism = Parallelism.ofThreads(threads);
  }

  /// The elements, from new.
  NdArray elements() {
    return NdArray.asArray(Walk.of(dtype));
  }

  /// The elements, and a file of them for the twin in Python, if that is not there.
  NdArray sharedElements() throws IOException {
    NdArray elements = elements();
    Path file = ZarrFiles.DATA.resolve("walk-" + dtype + ".npy");
    if (!Files.exists(file)) {
      Npy.write(file, elements);
    }
    return elements;
  }

  private static List<CodecSpec> codecs(String codec) {
    boolean isZstd = ZarrFiles.isZstd(codec);
    if (codec.startsWith("blosc_")) {
      CodecSpec blosc =
          CodecSpec.of("blosc")
              .with("cname", isZstd ? "zstd" : "lz4")
              .with("clevel", isZstd ? ZarrFiles.ZSTD_LEVEL : ZarrFiles.LZ4_LEVEL)
              .with("shuffle", isZstd ? "shuffle" : "noshuffle");
      return List.of(CodecSpec.of("bytes"), blosc);
    }
    return BytesCodecs.system().parse(isZstd ? "shuffle,zstd:5" : "lz4");
  }

  /// The usual layout: small chunks, a thousand of which are a file.
  ZarrLayout usualLayout() {
    return ZarrLayout.of(DType.of(dtype)).codecs(codecs(codec));
  }

  /// The layout that the peer has too.
  ZarrLayout plainLayout() {
    return plainLayout(dtype, codec);
  }

  static ZarrLayout plainLayout(String dtype, String codec) {
    DType type = DType.of(dtype);
    return ZarrLayout.of(type)
        .codecs(codecs(codec))
        .chunkRows(ZarrFiles.CHUNK_BYTES / type.itemSize())
        .shardRows(0);
  }

  /// Opens the array in the layout, which is there already or is made.
  ZarrArray array(String name, ZarrLayout layout) throws Exception {
    return ZarrArray.open(
        ZarrFiles.shared(
            String.join("-", "ours", dtype, codec, name),
            path -> ZarrWriter.write(path, layout, elements())));
  }

  void write(Path path, NdArray elements) {
    parallelism.run(
        () -> {
          try {
            ZarrWriter.write(path, plainLayout(), elements);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  NdArray read(ZarrArray array) {
    return parallelism.call(
        () -> {
          try {
            return array.read();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @TearDown(Level.Trial)
  public void close() {
    parallelism.close();
  }
}
