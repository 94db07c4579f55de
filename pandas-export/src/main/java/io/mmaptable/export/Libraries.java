package io.mmaptable.export;

/// The libraries that are optional: Arrow's, and those of compression. Who needs neither carries
/// neither.
final class Libraries {
  private static final String ARROW = "org.apache.arrow:arrow-";

  private Libraries() {}

  /// Checks that Arrow's formats can be read and written.
  ///
  /// @throws UnsupportedOperationException if a library is missing; the message names it
  static void requireArrow(ArrowCompression compression) {
    require("Arrow files need", "org.apache.arrow.flatbuf.Message", ARROW + "format");
    switch (compression) {
      case NONE -> {}
      case LZ4 -> require("LZ4 needs", "net.jpountz.lz4.LZ4Factory", "at.yawk.lz4:lz4-java");
      case ZSTD -> requireZstandard();
    }
  }

  /// Checks that there are vectors.
  ///
  /// @throws UnsupportedOperationException if a library is missing; the message names it
  static void requireVectors() {
    require(
        "Arrow vectors need", "org.apache.arrow.memory.BufferAllocator", ARROW + "memory-unsafe");
    require("Arrow vectors need", "org.apache.arrow.vector.ipc.ArrowReader", ARROW + "vector");
  }

  /// Checks that vectors can be handed to native code.
  ///
  /// @throws UnsupportedOperationException if a library is missing; the message names it
  static void requireCStreams() {
    require("Arrow's C streams need", "org.apache.arrow.c.Data", ARROW + "c-data");
  }

  /// Checks that LZ4 frames can be read whose blocks refer to the ones before them.
  ///
  /// @throws UnsupportedOperationException if the library is missing; the message names it
  static void requireLinkedLz4() {
    require(
        "LZ4 of linked blocks needs",
        "org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream",
        "org.apache.commons:commons-compress");
  }

  /// Checks that files can be compressed by Zstandard.
  ///
  /// @throws UnsupportedOperationException if the library is missing; the message names it
  static void requireZstandard() {
    require("Zstandard needs", "com.github.luben.zstd.Zstd", "com.github.luben:zstd-jni");
  }

  private static void require(String what, String type, String artifact) {
    try {
      Class.forName(type, false, Libraries.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new UnsupportedOperationException(
          what + " the artifact " + artifact + ", which is missing; add it" + byModule(), e);
    }
  }

  /// On the module path a jar is only there for whoever names its module.
  private static String byModule() {
    return Libraries.class.getModule().isNamed() ? ", and its module by --add-modules" : "";
  }
}
