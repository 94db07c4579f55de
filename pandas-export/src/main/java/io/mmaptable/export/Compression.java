package io.mmaptable.export;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// How a text file is compressed.
public enum Compression {
  /// Not at all.
  NONE(""),
  /// By gzip.
  GZIP(".gz"),
  /// By Zstandard, which needs the artifact `com.github.luben:zstd-jni`. That is native: on the
  /// module path the JVM is started with `--enable-native-access=com.github.luben.zstd_jni`, or
  /// warns.
  ZSTD(".zst");

  private static final int BUFFER = 1 << 16;

  private final String ending;

  Compression(String ending) {
    this.ending = ending;
  }

  /// The compression that a file's name ends with.
  ///
  /// @param file a file, which need not be there
  /// @return gzip for `.gz`, Zstandard for `.zst`, or none
  public static Compression of(Path file) {
    String name = String.valueOf(file.getFileName());
    for (Compression compression : values()) {
      if (compression != NONE && name.endsWith(compression.ending)) {
        return compression;
      }
    }
    return NONE;
  }

  /// How the names of such files end.
  ///
  /// @return `.gz`, `.zst`, or nothing
  public String ending() {
    return ending;
  }

  /// Compresses what is written. Closing the stream closes the other one too.
  ///
  /// @throws UnsupportedOperationException if a library is missing; the message names it
  OutputStream compress(OutputStream out) throws IOException {
    requireLibrary();
    return switch (this) {
      case NONE -> out;
      case GZIP -> new GZIPOutputStream(out, BUFFER);
      case ZSTD -> Zstandard.compress(out);
    };
  }

  /// Expands what is read. Closing the stream closes the other one too.
  ///
  /// @throws UnsupportedOperationException if a library is missing; the message names it
  InputStream expand(InputStream in) throws IOException {
    requireLibrary();
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in, BUFFER);
      case ZSTD -> Zstandard.expand(in);
    };
  }

  private void requireLibrary() {
    if (this == ZSTD) {
      Libraries.requireZstandard();
    }
  }

  /// Whether a stream has failed because it is not compressed as it should be by Zstandard, whose
  /// library need not be there.
  static boolean isOfZstandard(Throwable failure) {
    return failure.getClass().getName().startsWith("com.github.luben.zstd.");
  }

  /// Names nothing of the library unless Zstandard is asked for.
  private static final class Zstandard {
    static OutputStream compress(OutputStream out) throws IOException {
      return new ZstdOutputStream(out);
    }

    static InputStream expand(InputStream in) throws IOException {
      return new ZstdInputStream(in);
    }
  }
}
