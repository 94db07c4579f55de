package io.mmaptable.codec.blosc;

import io.mmaptable.codec.ByteSpan;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Streams of zlib, by the JDK.
final class ZlibBlocks implements BlockCompression {
  private final Deflater deflater;

  ZlibBlocks(int level) {
    this.deflater = new Deflater(level);
  }

  /// The worst that any deflate does: nine bits for a byte.
  @Override
  public int bound(int length) {
    return Math.addExact(length, length / 8 + 64);
  }

  @Override
  public int compress(ByteSpan block, ByteSpan target) {
    deflater.reset();
    deflater.setInput(block.array(), block.offset(), block.length());
    deflater.finish();
    int size = 0;
    while (!deflater.finished()) {
      if (size == target.length()) {
        throw new IllegalStateException("deflate needs more than " + size + " bytes");
      }
      size += deflater.deflate(target.array(), target.offset() + size, target.length() - size);
    }
    return size;
  }

  @Override
  public void close() {
    deflater.end();
  }

  /// The opposite.
  static final class Decompression implements BlockDecompression {
    private final Inflater inflater = new Inflater();

    @Override
    public int decompress(ByteSpan block, ByteSpan target) throws BlockException {
      inflater.reset();
      inflater.setInput(block.array(), block.offset(), block.length());
      int size = 0;
      try {
        while (size < target.length()) {
          int count =
              inflater.inflate(target.array(), target.offset() + size, target.length() - size);
          if (count == 0) {
            break;
          }
          size += count;
        }
      } catch (DataFormatException e) {
        throw new BlockException(String.valueOf(e.getMessage()));
      }
      return size;
    }

    @Override
    public void close() {
      inflater.end();
    }
  }
}
