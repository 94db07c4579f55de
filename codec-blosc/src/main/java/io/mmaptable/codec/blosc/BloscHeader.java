package io.mmaptable.codec.blosc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The 16 bytes that a frame begins with:
/// <https://github.com/Blosc/c-blosc/blob/main/README_CHUNK_FORMAT.rst>.
///
/// ```
/// 0  version of the format     4   decoded bytes
/// 1  version of the compressor 8   bytes of a block
/// 2  flags                     12  bytes of the frame
/// 3  size of an element
/// ```
///
/// @param flags of [#COPIED] and so on, with the compressor's number in the upper three bits
/// @param typeSize the size of an element, from 1 to 255
/// @param decodedSize how many bytes there were
/// @param blockSize how many bytes a block has, but for the last one
/// @param frameSize how many bytes the frame has
record BloscHeader(int flags, int typeSize, int decodedSize, int blockSize, int frameSize) {
  static final int SIZE = 16;
  static final int VERSION = 2;
  static final int COMPRESSOR_VERSION = 1;

  /// The bytes follow as they are.
  static final int COPIED = 1 << 1;

  /// Nobody knows what this means.
  static final int RESERVED = 1 << 3;

  /// A block is compressed as a whole, not each place of its elements by itself.
  static final int WHOLE_BLOCKS = 1 << 4;

  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  static BloscHeader read(byte[] bytes, int at) {
    return new BloscHeader(
        bytes[at + 2] & 0xff,
        bytes[at + 3] & 0xff,
        getInt(bytes, at + 4),
        getInt(bytes, at + 8),
        getInt(bytes, at + 12));
  }

  void write(byte[] bytes, int at) {
    bytes[at] = VERSION;
    bytes[at + 1] = COMPRESSOR_VERSION;
    bytes[at + 2] = (byte) flags;
    bytes[at + 3] = (byte) typeSize;
    setInt(bytes, at + 4, decodedSize);
    setInt(bytes, at + 8, blockSize);
    setInt(bytes, at + 12, frameSize);
  }

  static int getInt(byte[] bytes, int at) {
    return (int) LITTLE.get(bytes, at);
  }

  static void setInt(byte[] bytes, int at, int value) {
    LITTLE.set(bytes, at, value);
  }

  int compressorFormat() {
    return flags >> 5;
  }

  /// How many blocks there are, if the block size is a positive one.
  int blockCount() {
    return (int) (((long) decodedSize + blockSize - 1) / blockSize);
  }
}
