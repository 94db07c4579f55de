package io.mmaptable.codec.blosc;

/// What blocks are compressed by.
enum Compressor {
  LZ4("lz4", 1),
  LZ4HC("lz4hc", 1),
  BLOSCLZ("blosclz", 0),
  SNAPPY("snappy", 2),
  ZLIB("zlib", 3),
  ZSTD("zstd", 4);

  private final String text;
  private final int format;

  Compressor(String text, int format) {
    this.text = text;
    this.format = format;
  }

  /// The name in Zarr's configuration.
  String text() {
    return text;
  }

  /// The number in a frame's flags, by which it is told what decodes a block.
  int format() {
    return format;
  }

  /// What compresses blocks, and has to be closed.
  ///
  /// @param level from 1 to 9
  /// @throws IllegalArgumentException if there is nothing for it here
  BlockCompression open(int level) {
    return switch (this) {
      case LZ4 -> Lz4Blocks.fast();
      case LZ4HC -> Lz4Blocks.high(level);
      case ZLIB -> new ZlibBlocks(level);
      case ZSTD -> new ZstdBlocks(level);
      case BLOSCLZ, SNAPPY ->
          throw new IllegalArgumentException(
              "codec 'blosc' writes lz4, lz4hc, zlib and zstd, and only reads blosclz; cname is '"
                  + text
                  + "'");
    };
  }
}
