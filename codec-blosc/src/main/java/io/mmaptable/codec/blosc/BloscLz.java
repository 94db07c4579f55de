package io.mmaptable.codec.blosc;

import io.mmaptable.codec.ByteSpan;

/// Decompresses Blosc's own compression, which is FastLZ's with distances beyond 13 bits.
///
/// A byte below 32 is followed by as many bytes and one more, as they are. Another one has a length
/// in its upper three bits, to which all following bytes are added while they are 255 if the bits
/// are all set, and the upper five bits of a distance in the others; the lower eight follow. Where
/// all of the distance's bits are set, another 16 follow.
final class BloscLz {
  private static final int MATCH = 32;
  private static final int LONG_LENGTH = 6;
  private static final int SHORTEST = 3;
  private static final int FAR = 31 << 8;
  private static final int FAR_DISTANCE = 8191;

  private final ByteSpan block;
  private final ByteSpan target;
  private int at;
  private int size;

  private BloscLz(ByteSpan block, ByteSpan target) {
    this.block = block;
    this.target = target;
  }

  static int decompress(ByteSpan block, ByteSpan target) throws BlockDecompression.BlockException {
    var decoder = new BloscLz(block, target);
    if (block.length() > 0) {
      decoder.step(decoder.next() % MATCH);
    }
    while (decoder.at < block.length()) {
      decoder.step(decoder.next());
    }
    return decoder.size;
  }

  private int next() throws BlockDecompression.BlockException {
    if (at == block.length()) {
      throw new BlockDecompression.BlockException("it ends early");
    }
    return block.array()[block.offset() + at++] & 0xff;
  }

  private void step(int control) throws BlockDecompression.BlockException {
    if (control < MATCH) {
      copyLiterals(control + 1);
    } else {
      copyMatch((control >> 5) - 1, (control & 31) << 8);
    }
  }

  private void copyLiterals(int count) throws BlockDecompression.BlockException {
    if (count > block.length() - at || count > target.length() - size) {
      throw new BlockDecompression.BlockException(
          count + " bytes at " + at + ", where it ends, or becomes too long");
    }
    System.arraycopy(
        block.array(), block.offset() + at, target.array(), target.offset() + size, count);
    at += count;
    size += count;
  }

  private void copyMatch(int shortLength, int upper) throws BlockDecompression.BlockException {
    int length = shortLength;
    if (length == LONG_LENGTH) {
      int more;
      do {
        more = next();
        length += more;
      } while (more == 255 && length <= target.length());
    }
    length += SHORTEST;
    int lower = next();
    int distance = upper + lower + 1;
    if (lower == 255 && upper == FAR) {
      distance = (next() << 8) + next() + FAR_DISTANCE + 1;
    }
    if (distance > size || length > target.length() - size) {
      throw new BlockDecompression.BlockException(
          length + " bytes from " + distance + " before " + size + ", where there are none");
    }
    byte[] bytes = target.array();
    int to = target.offset() + size;
    for (int i = to; i < to + length; i++) {
      bytes[i] = bytes[i - distance];
    }
    size += length;
  }
}
