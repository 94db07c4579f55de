package io.mmaptable.codec.blosc;

import io.mmaptable.codec.ByteSpan;
import io.mmaptable.file.StorageException;

/// Decodes a frame, of which every size is checked before it is used.
final class BloscDecoder {

  /// Blocks of more elements are compressed place by place if they are not marked as whole, in
  /// elements of up to so many bytes.
  private static final int LEAST_SPLIT = 128;

  private static final int MOST_SPLITS = 16;

  private final ByteSpan source;
  private final ByteSpan target;
  private final BloscHeader header;

  private BloscDecoder(ByteSpan source, ByteSpan target, BloscHeader header) {
    this.source = source;
    this.target = target;
    this.header = header;
  }

  static int decode(ByteSpan source, ByteSpan target) throws StorageException {
    if (source.length() < BloscHeader.SIZE) {
      throw malformed(source.length(), "ends within its header of 16 bytes");
    }
    int version = source.array()[source.offset()];
    if (version != BloscHeader.VERSION) {
      throw new StorageException.Unsupported(
          null,
          "blosc: version " + version + " of the format; write it as version 2, of C-Blosc 1");
    }
    var decoder =
        new BloscDecoder(source, target, BloscHeader.read(source.array(), source.offset()));
    decoder.requireSizes();
    return decoder.decode();
  }

  private void requireSizes() throws StorageException {
    if (header.frameSize() != source.length()) {
      throw malformed(
          12, "a frame of " + header.frameSize() + " bytes where there are " + source.length());
    }
    if (header.decodedSize() < 0 || header.decodedSize() > target.length()) {
      throw malformed(
          4, "expected " + target.length() + " bytes at most, found " + header.decodedSize());
    }
    if (header.typeSize() == 0) {
      throw malformed(3, "elements of no bytes");
    }
  }

  private int decode() throws StorageException {
    int size = header.decodedSize();
    if ((header.flags() & BloscHeader.COPIED) != 0) {
      if (size != source.length() - BloscHeader.SIZE) {
        throw malformed(
            4, size + " bytes, but " + (source.length() - BloscHeader.SIZE) + " follow");
      }
      System.arraycopy(
          source.array(),
          source.offset() + BloscHeader.SIZE,
          target.array(),
          target.offset(),
          size);
    } else if (size > 0) {
      decodeBlocks();
    }
    return size;
  }

  private void decodeBlocks() throws StorageException {
    if (header.blockSize() <= 0 || header.blockSize() > header.decodedSize()) {
      throw malformed(
          8, "blocks of " + header.blockSize() + " bytes where there are " + header.decodedSize());
    }
    int count = header.blockCount();
    if (count > (source.length() - BloscHeader.SIZE) / 4) {
      throw malformed(source.length(), "ends before the starts of its " + count + " blocks");
    }
    Shuffle shuffle = Shuffle.of(header.flags(), header.typeSize());
    byte[] shuffled = new byte[shuffle == Shuffle.NONE ? 0 : header.blockSize()];
    byte[] scratch = new byte[shuffle == Shuffle.BITS ? header.blockSize() : 0];
    try (BlockDecompression blocks = open()) {
      for (int i = 0; i < count; i++) {
        ByteSpan into = block(i);
        if (shuffle == Shuffle.NONE) {
          decompress(blocks, i, into);
        } else {
          var raw = new ByteSpan(shuffled, 0, into.length());
          decompress(blocks, i, raw);
          shuffle.undo(raw, into, scratch, header.typeSize());
        }
      }
    }
  }

  private BlockDecompression open() throws StorageException.Unsupported {
    int compressorVersion = source.array()[source.offset() + 1];
    if (compressorVersion != BloscHeader.COMPRESSOR_VERSION
        || (header.flags() & BloscHeader.RESERVED) != 0) {
      throw new StorageException.Unsupported(
          null,
          "blosc: flags "
              + header.flags()
              + " and version "
              + compressorVersion
              + " of the compressor are of a later format; write it with C-Blosc 1");
    }
    return switch (header.compressorFormat()) {
      case 0 -> BloscLz::decompress;
      case 1 -> Lz4Blocks::decompress;
      case 3 -> new ZlibBlocks.Decompression();
      case 4 -> ZstdBlocks::decompress;
      default ->
          throw new StorageException.Unsupported(
              null,
              "blosc: compressor "
                  + header.compressorFormat()
                  + (header.compressorFormat() == 2 ? " (snappy)" : "")
                  + " is none of blosclz, lz4, zlib and zstd; write it with one of these");
    };
  }

  /// Where a block goes in the target.
  private ByteSpan block(int index) {
    int start = index * header.blockSize();
    return target.from(start).first(Math.min(header.blockSize(), header.decodedSize() - start));
  }

  /// Decompresses the parts of a block one after the other.
  private void decompress(BlockDecompression blocks, int index, ByteSpan into)
      throws StorageException.Malformed {
    int parts = isSplit(into.length()) ? header.typeSize() : 1;
    int partLength = into.length() / parts;
    int at = getInt(BloscHeader.SIZE + 4 * index);
    for (int i = 0; i < parts; i++) {
      if (at < BloscHeader.SIZE || at > source.length() - 4) {
        throw malformed(
            BloscHeader.SIZE + 4L * index,
            "block " + index + " at " + at + ", where there is none");
      }
      int size = getInt(at);
      if (size < 0 || size > source.length() - at - 4) {
        throw malformed(at, "block " + index + " of " + size + " bytes, which are not there");
      }
      ByteSpan part = source.from(at + 4).first(size);
      decompressPart(blocks, part, into.from(i * partLength).first(partLength), at);
      at += 4 + size;
    }
  }

  private boolean isSplit(int length) {
    return (header.flags() & BloscHeader.WHOLE_BLOCKS) == 0
        && header.typeSize() <= MOST_SPLITS
        && length / header.typeSize() >= LEAST_SPLIT
        && length == header.blockSize();
  }

  private static void decompressPart(
      BlockDecompression blocks, ByteSpan part, ByteSpan into, int at)
      throws StorageException.Malformed {
    if (part.length() == into.length()) {
      System.arraycopy(part.array(), part.offset(), into.array(), into.offset(), into.length());
      return;
    }
    int found;
    try {
      found = blocks.decompress(part, into);
    } catch (BlockDecompression.BlockException e) {
      throw malformed(
          at, "expected a block that becomes " + into.length() + " bytes: " + e.getMessage());
    }
    if (found != into.length()) {
      throw malformed(
          at, "expected a block that becomes " + into.length() + " bytes, found " + found);
    }
  }

  private int getInt(int at) {
    return BloscHeader.getInt(source.array(), source.offset() + at);
  }

  private static StorageException.Malformed malformed(long offset, String message) {
    return new StorageException.Malformed(null, offset, "blosc: " + message);
  }
}
