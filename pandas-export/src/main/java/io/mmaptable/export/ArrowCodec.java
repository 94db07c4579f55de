package io.mmaptable.export;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import net.jpountz.xxhash.XXHashFactory;

/// Compresses the buffers of record batches: the number of bytes there were, in 8 bytes, then a
/// frame of LZ4 or Zstandard; or -1, then the bytes as they were.
///
/// LZ4 is done in Java alone, which needs neither native access nor `Unsafe`.
final class ArrowCodec {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN);

  private ArrowCodec() {}

  /// Compresses a buffer; an empty one stays empty.
  static MemorySegment compress(ArrowCompression how, byte[] bytes) {
    if (bytes.length == 0) {
      return MemorySegment.NULL;
    }
    byte[] frame =
        switch (how) {
          case NONE -> bytes;
          case LZ4 -> Lz4.compress(bytes);
          case ZSTD -> Zstandard.compress(bytes);
        };
    boolean smaller = frame.length < bytes.length;
    byte[] content = smaller ? frame : bytes;
    var buffer = MemorySegment.ofArray(new byte[Long.BYTES + content.length]);
    buffer.set(LONG, 0, smaller ? bytes.length : -1);
    MemorySegment.copy(content, 0, buffer, ValueLayout.JAVA_BYTE, Long.BYTES, content.length);
    return buffer;
  }

  /// How many bytes a compressed buffer says that there were; -1 if it is not compressed.
  static long originalBytes(MemorySegment buffer) {
    return buffer.get(LONG, 0);
  }

  /// A stream that decompresses a frame.
  ///
  /// @throws IOException if it is none
  static InputStream decompressor(ArrowCompression how, InputStream frame) throws IOException {
    return switch (how) {
      case NONE -> frame;
      case LZ4 -> Lz4.decompressor(frame);
      case ZSTD -> Zstandard.decompressor(frame);
    };
  }

  /// Names nothing of the library unless LZ4 is asked for.
  private static final class Lz4 {
    static byte[] compress(byte[] bytes) {
      var compressed = new ByteArrayOutputStream(bytes.length / 2);
      try (var out =
          new LZ4FrameOutputStream(
              compressed,
              BLOCKSIZE.SIZE_256KB,
              bytes.length,
              LZ4Factory.safeInstance().fastCompressor(),
              XXHashFactory.safeInstance().hash32(),
              FLG.Bits.BLOCK_INDEPENDENCE,
              FLG.Bits.CONTENT_SIZE)) {
        out.write(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e); // which writes to memory
      }
      return compressed.toByteArray();
    }

    static InputStream decompressor(InputStream frame) throws IOException {
      return new LZ4FrameInputStream(
          frame,
          LZ4Factory.safeInstance().safeDecompressor(),
          XXHashFactory.safeInstance().hash32(),
          true);
    }
  }

  /// Names nothing of the library unless Zstandard is asked for.
  private static final class Zstandard {
    static byte[] compress(byte[] bytes) {
      return Zstd.compress(bytes, Zstd.defaultCompressionLevel());
    }

    static InputStream decompressor(InputStream frame) throws IOException {
      return new ZstdInputStreamNoFinalizer(frame);
    }
  }
}
