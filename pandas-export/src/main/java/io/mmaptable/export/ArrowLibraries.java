package io.mmaptable.export;

/// The libraries that Arrow needs, of which a user of other formats needs none.
final class ArrowLibraries {
  private ArrowLibraries() {}

  /// Checks that Arrow's formats can be read and written.
  ///
  /// @throws UnsupportedOperationException if a library is missing; the message names it
  static void requireFormat(ArrowCompression compression) {
    require("Arrow files", "org.apache.arrow.flatbuf.Message", "org.apache.arrow:arrow-format");
    switch (compression) {
      case NONE -> {}
      case LZ4 -> require("LZ4", "net.jpountz.lz4.LZ4FrameInputStream", "at.yawk.lz4:lz4-java");
      case ZSTD -> require("Zstandard", "com.github.luben.zstd.Zstd", "com.github.luben:zstd-jni");
    }
  }

  private static void require(String what, String type, String artifact) {
    try {
      Class.forName(type, false, ArrowLibraries.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new UnsupportedOperationException(
          what + " need the artifact " + artifact + ", which is missing; add it", e);
    }
  }
}
