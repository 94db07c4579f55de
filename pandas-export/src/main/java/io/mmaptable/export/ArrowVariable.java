package io.mmaptable.export;

import io.mmaptable.file.StorageException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Values of different length in a message of somebody's, each looked at before it is believed.
final class ArrowVariable {
  /// How long a view is.
  static final int VIEW_BYTES = 16;

  private static final int INLINE_BYTES = 12;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final ArrowData data;
  private final ArrowType.Places places;
  private final ArrowData.Finder finder;

  /// Takes a field's values, decompressed.
  ///
  /// @param finder what says where something is wrong
  ArrowVariable(ArrowData data, ArrowData.Finder finder) {
    this.data = data;
    this.finder = finder;
    this.places =
        switch (data.field().type()) {
          case ArrowType.Text text -> text.places();
          case ArrowType.Binary binary -> binary.places();
          default -> throw new AssertionError(data.field());
        };
  }

  /// One value.
  ///
  /// @return a part of the message
  MemorySegment at(long index) throws StorageException {
    return switch (places) {
      case INT ->
          between(data.places().getAtIndex(INT, index), data.places().getAtIndex(INT, index + 1));
      case LONG ->
          between(data.places().getAtIndex(LONG, index), data.places().getAtIndex(LONG, index + 1));
      case VIEW -> view(index * VIEW_BYTES);
    };
  }

  private MemorySegment between(long from, long to) throws StorageException {
    MemorySegment content = data.content();
    if (from < 0 || to < from || to > content.byteSize()) {
      throw wrong(from, to, content.byteSize());
    }
    return content.asSlice(from, to - from);
  }

  private MemorySegment view(long at) throws StorageException {
    MemorySegment views = data.places();
    int length = views.get(INT, at);
    if (length >= 0 && length <= INLINE_BYTES) {
      return views.asSlice(at + Integer.BYTES, length);
    }
    long buffer = 2L + views.get(INT, at + 2 * Integer.BYTES);
    long from = views.get(INT, at + 3 * Integer.BYTES);
    if (buffer < 2 || buffer >= data.buffers().size()) {
      throw finder.malformed(
          "expected a value of '" + data.field().name() + "' in a buffer that there is");
    }
    MemorySegment content = data.buffers().get((int) buffer);
    if (length < 0 || from < 0 || from + length > content.byteSize()) {
      throw wrong(from, from + length, content.byteSize());
    }
    return content.asSlice(from, length);
  }

  private StorageException wrong(long from, long to, long bytes) {
    return finder.malformed(
        "expected a value of '"
            + data.field().name()
            + "' in "
            + bytes
            + " bytes, found one from "
            + from
            + " to "
            + to);
  }
}
