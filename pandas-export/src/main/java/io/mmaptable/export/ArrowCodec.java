package io.mmaptable.export;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import net.jpountz.xxhash.XXHashFactory;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/// Compresses the buffers of record batches: the number of bytes there were, in 8 bytes, then a
/// frame of LZ4 or Zstandard; or -1, then the bytes as they were.
final class ArrowCodec {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// What the libraries take at a time.
  private static final long MOST_BYTES = 1 << 30;

  private ArrowCodec() {}

  /// Checks that a buffer is not too long to be compressed.
  ///
  /// @throws IllegalArgumentException if it is
  static void requireCompressible(long bytes) {
    if (bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "a buffer of at most "
              + MOST_BYTES
              + " bytes can be compressed, found one of "
              + bytes
              + "; write fewer rows a batch, or without compression");
    }
  }

  /// Compresses a buffer; an empty one stays empty.
  ///
  /// @param bytes native memory that nobody can cut, [not too long][#requireCompressible]
  /// @param allocator gives the memory of what it is compressed to
  static MemorySegment compress(
      ArrowCompression how, MemorySegment bytes, SegmentAllocator allocator) {
    if (bytes.byteSize() == 0) {
      return bytes;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment frame =
          switch (how) {
            case NONE -> bytes;
            case LZ4 -> Lz4.compress(bytes, arena);
            case ZSTD -> Zstandard.compress(bytes, arena);
          };
      boolean smaller = frame.byteSize() < bytes.byteSize();
      MemorySegment content = smaller ? frame : bytes;
      MemorySegment buffer = allocator.allocate(Long.BYTES + content.byteSize(), Long.BYTES);
      buffer.set(LONG, 0, smaller ? bytes.byteSize() : -1);
      MemorySegment.copy(content, 0, buffer, Long.BYTES, content.byteSize());
      return buffer;
    }
  }

  /// How many bytes a compressed buffer says that there were; -1 if it is not compressed.
  static long originalBytes(MemorySegment buffer) {
    return buffer.get(LONG, 0);
  }

  /// Decompresses a frame.
  ///
  /// @param frame the frame, in native memory that nobody can cut
  /// @param into native memory for exactly what it holds
  /// @throws IllegalArgumentException if it is no frame, or holds more or less
  static void decompress(ArrowCompression how, MemorySegment frame, MemorySegment into) {
    switch (how) {
      case NONE -> into.copyFrom(frame);
      case LZ4 -> Lz4.decompress(frame.asByteBuffer(), into);
      case ZSTD -> Zstandard.decompress(frame.asByteBuffer(), into.asByteBuffer());
    }
  }

  /// Names nothing of the library unless LZ4 is asked for. It is done in Java alone, which needs
  /// neither native access nor `Unsafe`.
  private static final class Lz4 {
    private static final int BLOCK_BYTES = 1 << 16;
    private static final int FLAGS = 4;
    private static final int INDEPENDENT_BLOCKS = 0x20;

    static MemorySegment compress(MemorySegment bytes, SegmentAllocator allocator) {
      byte[] block = new byte[BLOCK_BYTES];
      try (var compressed = new MemoryOutput(allocator)) {
        try (var out =
            new LZ4FrameOutputStream(
                compressed,
                BLOCKSIZE.SIZE_256KB,
                bytes.byteSize(),
                LZ4Factory.safeInstance().fastCompressor(),
                XXHashFactory.safeInstance().hash32(),
                FLG.Bits.BLOCK_INDEPENDENCE,
                FLG.Bits.CONTENT_SIZE)) {
          for (long at = 0; at < bytes.byteSize(); at += block.length) {
            int length = (int) Math.min(block.length, bytes.byteSize() - at);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, block, 0, length);
            out.write(block, 0, length);
          }
        }
        return compressed.written();
      } catch (IOException e) {
        throw new UncheckedIOException(e); // which writes to memory
      }
    }

    static void decompress(ByteBuffer frame, MemorySegment into) {
      boolean linked = frame.remaining() > FLAGS && (frame.get(FLAGS) & INDEPENDENT_BLOCKS) == 0;
      byte[] block = new byte[BLOCK_BYTES];
      long done = 0;
      try (var in = linked ? LinkedLz4.open(frame) : open(frame)) {
        for (int read = in.read(block); read > 0; read = in.read(block)) {
          MemorySegment.copy(block, 0, into, ValueLayout.JAVA_BYTE, done, read);
          done += read;
        }
      } catch (UnsupportedOperationException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
      if (done != into.byteSize()) {
        throw new IllegalArgumentException("it holds " + done + " bytes, not " + into.byteSize());
      }
    }

    private static InputStream open(ByteBuffer frame) throws IOException {
      return new LZ4FrameInputStream(
          new Remaining(frame),
          LZ4Factory.safeInstance().safeDecompressor(),
          XXHashFactory.safeInstance().hash32(),
          true);
    }
  }

  /// Frames whose blocks refer to the ones before them, as Arrow's C++ library writes them. The
  /// other library refuses them, and this one takes a minute to compress five megabytes.
  private static final class LinkedLz4 {
    static InputStream open(ByteBuffer frame) throws IOException {
      Libraries.requireLinkedLz4();
      return new FramedLZ4CompressorInputStream(new Remaining(frame));
    }
  }

  /// Bytes that are put into native memory one after the other.
  private static final class MemoryOutput extends OutputStream {
    private final GrowingMemory memory;
    private long size;

    MemoryOutput(SegmentAllocator allocator) {
      this.memory = new GrowingMemory(allocator);
    }

    @Override
    public void write(int value) {
      memory.ofAtLeast(size + 1).set(ValueLayout.JAVA_BYTE, size, (byte) value);
      size++;
    }

    @Override
    public void write(byte[] bytes, int start, int count) {
      MemorySegment.copy(
          bytes, start, memory.ofAtLeast(size + count), ValueLayout.JAVA_BYTE, size, count);
      size += count;
    }

    MemorySegment written() {
      return memory.first(size);
    }
  }

  /// The bytes of a buffer.
  private static final class Remaining extends InputStream {
    private final ByteBuffer buffer;

    Remaining(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public int read() {
      return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int start, int count) {
      int read = Math.min(count, buffer.remaining());
      buffer.get(into, start, read);
      return read == 0 && count > 0 ? -1 : read;
    }
  }

  /// Names nothing of the library unless Zstandard is asked for.
  private static final class Zstandard {
    static MemorySegment compress(MemorySegment bytes, SegmentAllocator allocator) {
      int length = Math.toIntExact(bytes.byteSize());
      MemorySegment frame = allocator.allocate(Zstd.compressBound(length));
      long size =
          Zstd.compressDirectByteBuffer(
              frame.asByteBuffer(),
              0,
              Math.toIntExact(frame.byteSize()),
              bytes.asByteBuffer(),
              0,
              length,
              Zstd.defaultCompressionLevel());
      if (Zstd.isError(size)) {
        throw new IllegalStateException("Zstandard: " + Zstd.getErrorName(size));
      }
      return frame.asSlice(0, size);
    }

    static void decompress(ByteBuffer frame, ByteBuffer into) {
      int bytes = into.remaining();
      long found;
      try {
        found = Zstd.decompressDirectByteBuffer(into, 0, bytes, frame, 0, frame.remaining());
      } catch (ZstdException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
      if (found != bytes) {
        throw new IllegalArgumentException("it holds " + found + " bytes, not " + bytes);
      }
    }
  }
}
