package io.mmaptable.codec.blosc;

import io.mmaptable.codec.ByteSpan;

/// Encodes bytes as a frame.
///
/// @param compressor what compresses the blocks
/// @param level from 0, not at all, to 9
/// @param shuffle what is done before
/// @param typeSize the size of an element, from 1 to 255
/// @param blockSize how large a block shall be; 0 for the usual size
record BloscEncoder(
    Compressor compressor, int level, Shuffle shuffle, int typeSize, int blockSize) {

  /// What is shorter is not compressed, as in C-Blosc.
  private static final int LEAST = 128;

  /// A block that stays in a core's own cache while it is shuffled and compressed.
  private static final int USUAL_BLOCK = 256 << 10;

  /// Encodes bytes, and says how many bytes the frame has: up to 16 more than there were.
  int encode(ByteSpan source, ByteSpan target) {
    int size = level == 0 || source.length() < LEAST ? 0 : compress(source, target);
    return size == 0 ? copy(source, target) : size;
  }

  private int copy(ByteSpan source, ByteSpan target) {
    int size = BloscHeader.SIZE + source.length();
    var header =
        new BloscHeader(
            BloscHeader.COPIED, typeSize, source.length(), Math.max(1, source.length()), size);
    header.write(target.array(), target.offset());
    System.arraycopy(
        source.array(),
        source.offset(),
        target.array(),
        target.offset() + BloscHeader.SIZE,
        source.length());
    return size;
  }

  /// Compresses block by block, and gives 0 where that needs more room than a copy.
  private int compress(ByteSpan source, ByteSpan target) {
    int length = blockLength(source.length());
    int flags = BloscHeader.WHOLE_BLOCKS | shuffle.flag() | compressor.format() << 5;
    var header = new BloscHeader(flags, typeSize, source.length(), length, 0);
    int end = BloscHeader.SIZE + 4 * header.blockCount();
    byte[] shuffled = new byte[length];
    byte[] scratch = new byte[shuffle == Shuffle.BITS ? length : 0];
    try (BlockCompression blocks = compressor.open(level)) {
      byte[] compressed = new byte[blocks.bound(length)];
      for (int i = 0; i < header.blockCount(); i++) {
        ByteSpan block = source.from(i * length);
        block = block.first(Math.min(length, block.length()));
        var raw = new ByteSpan(shuffled, 0, block.length());
        shuffle.apply(block, raw, scratch, typeSize);
        int size = blocks.compress(raw, new ByteSpan(compressed, 0, compressed.length));
        boolean isShorter = size < block.length();
        int stored = isShorter ? size : block.length();
        if (stored > target.length() - end - 4) {
          return 0;
        }
        BloscHeader.setInt(target.array(), target.offset() + BloscHeader.SIZE + 4 * i, end);
        BloscHeader.setInt(target.array(), target.offset() + end, stored);
        System.arraycopy(
            isShorter ? compressed : shuffled,
            0,
            target.array(),
            target.offset() + end + 4,
            stored);
        end += 4 + stored;
      }
    }
    new BloscHeader(flags, typeSize, source.length(), length, end)
        .write(target.array(), target.offset());
    return end;
  }

  private int blockLength(int total) {
    int length = blockSize == 0 ? USUAL_BLOCK : Math.max(LEAST, blockSize);
    length = Math.min(length, total);
    return length > typeSize ? length / typeSize * typeSize : length;
  }
}
