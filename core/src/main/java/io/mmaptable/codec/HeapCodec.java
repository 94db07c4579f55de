package io.mmaptable.codec;

import io.mmaptable.file.StorageException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// A codec that works on arrays of bytes, as the compression libraries of Java do. Memory that is
/// none is copied, so that what is written here meets neither native memory nor a mapped file.
///
/// Encoded and decoded bytes are 2^31 - 9 at most.
public abstract class HeapCodec implements BytesCodec {

  /// The longest array that the JVM makes.
  private static final int MOST = Integer.MAX_VALUE - 8;

  /// For a codec's own class.
  protected HeapCodec() {}

  /// Encodes bytes.
  ///
  /// @param source all the bytes to encode, which must stay as they are
  /// @param target where to encode them to, with room for `maxEncodedSize(source.length())` bytes
  /// @return how many bytes the encoded ones are
  /// @throws IllegalArgumentException if the source is nothing that the codec encodes
  protected abstract int encode(ByteSpan source, ByteSpan target);

  /// Decodes bytes, of which nothing is believed before it is checked.
  ///
  /// @param source all the encoded bytes, which must stay as they are
  /// @param target where to decode them to, and the most that they may become
  /// @return how many bytes the decoded ones are
  /// @throws StorageException if the source is none that this codec makes, or its bytes are more
  ///   than the target holds; see [#malformed]
  protected abstract int decode(ByteSpan source, ByteSpan target) throws StorageException;

  /// How large encoded bytes can be, for sizes that an array has.
  ///
  /// @param decodedSize a number of bytes, zero or more
  /// @return the most bytes that so many can become, which may be more than an array holds
  protected abstract long encodedBound(int decodedSize);

  /// Says that encoded bytes are none.
  ///
  /// @param offset where in the source the fault lies, counted from the source's beginning
  /// @param message what was expected and what was found
  /// @return an exception whose message begins with the codec's id
  protected final StorageException.Malformed malformed(long offset, String message) {
    return new StorageException.Malformed(null, offset, id() + ": " + message);
  }

  /// Refuses encoded bytes that become more than there is room for.
  ///
  /// @param size how many they become
  /// @param target what there is room in
  /// @throws StorageException.Malformed if they are more
  protected final void requireRoom(long size, ByteSpan target) throws StorageException.Malformed {
    if (size > target.length()) {
      throw malformed(0, "expected " + target.length() + " bytes at most, found " + size);
    }
  }

  @Override
  public final long maxEncodedSize(long decodedSize) {
    if (decodedSize < 0 || decodedSize > MOST) {
      throw tooLarge("decodedSize", decodedSize);
    }
    long bound = encodedBound((int) decodedSize);
    if (bound > MOST) {
      throw tooLarge("decodedSize", decodedSize);
    }
    return bound;
  }

  @Override
  public final long encode(MemorySegment source, MemorySegment target) {
    int bound = (int) maxEncodedSize(source.byteSize());
    if (target.byteSize() < bound) {
      throw new IllegalArgumentException(
          "codec '"
              + id()
              + "': a target of "
              + target.byteSize()
              + " bytes, where "
              + source.byteSize()
              + " bytes can become "
              + bound);
    }
    MemorySegment wanted = target.asSlice(0, bound);
    Optional<ByteSpan> direct = onHeap(wanted);
    ByteSpan into = direct.orElseGet(() -> fresh(wanted));
    int size = encode(readable(source), into);
    if (direct.isEmpty()) {
      store(into.first(size), target);
    }
    return size;
  }

  @Override
  public final long decode(MemorySegment source, MemorySegment target) throws StorageException {
    requireArraySize("source", source.byteSize());
    requireArraySize("target", target.byteSize());
    Optional<ByteSpan> direct = onHeap(target);
    ByteSpan into = direct.orElseGet(() -> fresh(target));
    int size = decode(readable(source), into);
    if (direct.isEmpty()) {
      store(into.first(size), target);
    }
    return size;
  }

  private static ByteSpan readable(MemorySegment memory) {
    return onHeap(memory)
        .orElseGet(
            () -> {
              byte[] copy = memory.toArray(ValueLayout.JAVA_BYTE);
              return new ByteSpan(copy, 0, copy.length);
            });
  }

  /// The bytes of the memory, where they are those of an array of bytes that can be reached.
  private static Optional<ByteSpan> onHeap(MemorySegment memory) {
    return memory
        .heapBase()
        .filter(byte[].class::isInstance)
        .map(
            array -> new ByteSpan((byte[]) array, (int) memory.address(), (int) memory.byteSize()));
  }

  private static ByteSpan fresh(MemorySegment memory) {
    int length = (int) memory.byteSize();
    return new ByteSpan(new byte[length], 0, length);
  }

  private static void store(ByteSpan bytes, MemorySegment target) {
    MemorySegment.copy(
        bytes.array(), bytes.offset(), target, ValueLayout.JAVA_BYTE, 0, bytes.length());
  }

  private void requireArraySize(String what, long size) {
    if (size > MOST) {
      throw tooLarge(what, size);
    }
  }

  private IllegalArgumentException tooLarge(String what, long size) {
    return new IllegalArgumentException(
        "codec '" + id() + "': " + what + " (" + size + ") must be 0 to " + MOST + " bytes");
  }
}
