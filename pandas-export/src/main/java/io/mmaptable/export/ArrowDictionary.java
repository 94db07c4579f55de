package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.export.ArrowBatch.Content;
import io.mmaptable.table.TableSlice;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ConcurrentModificationException;

/// The different texts of a column, numbered in the order in which they come first. They are kept
/// in Arrow's form, outside the heap, since there may be as many as there are rows.
final class ArrowDictionary {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final int FIRST_SLOTS = 1 << 10;

  private final ArrowField field;
  private final SegmentAllocator allocator;
  private final GrowingMemory content;
  private final GrowingMemory ends;
  private long count;
  private long size;

  /// Numbers of texts, plus 1, below the hashes of the texts, where the hash leads or after that.
  /// At least half of them are 0.
  private MemorySegment slots;

  private long slotCount;

  private ArrowDictionary(ArrowField field, SegmentAllocator allocator) {
    this.field = field;
    this.allocator = allocator;
    this.content = new GrowingMemory(allocator);
    this.ends = new GrowingMemory(allocator);
    this.slotCount = FIRST_SLOTS;
    this.slots = allocator.allocate(LONG, slotCount);
  }

  /// Collects the texts of a column.
  ///
  /// @param field the field of texts
  /// @param blockRows how many rows are looked at together
  /// @param allocator gives the memory of the texts, which is zero
  /// @throws IllegalArgumentException if a text is none, or they are too many
  static ArrowDictionary of(
      TableSlice rows,
      String column,
      ArrowField field,
      long blockRows,
      SegmentAllocator allocator) {
    var dictionary = new ArrowDictionary(field, allocator);
    for (TableSlice block : rows.rowChunks(blockRows)) {
      try (Arena arena = Arena.ofConfined()) {
        dictionary.add(new ArrowText(field, block.column(column), arena));
      }
    }
    return dictionary;
  }

  private void add(ArrowText texts) {
    MemorySegment memory = texts.content();
    for (long i = 0; i < texts.count(); i++) {
      long from = texts.begin(i);
      long to = texts.end(i);
      int hash = hash(memory, from, to);
      long slot = slot(memory, from, to, hash);
      if (slots.getAtIndex(LONG, slot) == 0) {
        add(memory, from, to);
        slots.setAtIndex(LONG, slot, (long) hash << Integer.SIZE | count);
        if (2 * count > slotCount) {
          growSlots();
        }
      }
    }
  }

  private void add(MemorySegment memory, long from, long to) {
    if (count == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "column '" + field.name() + "' has too many different texts for a dictionary");
    }
    long length = to - from;
    MemorySegment.copy(memory, from, content.ofAtLeast(size + length), size, length);
    size += length;
    ends.ofAtLeast((count + 1) * Long.BYTES).setAtIndex(LONG, count, size);
    count++;
  }

  private void growSlots() {
    MemorySegment old = slots;
    long oldCount = slotCount;
    slotCount *= 2;
    slots = allocator.allocate(LONG, slotCount);
    for (long i = 0; i < oldCount; i++) {
      long entry = old.getAtIndex(LONG, i);
      if (entry != 0) {
        long slot = first(hash(entry));
        while (slots.getAtIndex(LONG, slot) != 0) {
          slot = next(slot);
        }
        slots.setAtIndex(LONG, slot, entry);
      }
    }
  }

  private static int hash(long entry) {
    return (int) (entry >>> Integer.SIZE);
  }

  /// The number of a text, or -1 for an empty slot.
  private static int number(long entry) {
    return (int) entry - 1;
  }

  private long first(int hash) {
    return Integer.toUnsignedLong(hash) & (slotCount - 1);
  }

  private long next(long slot) {
    return (slot + 1) & (slotCount - 1);
  }

  private long begin(long number) {
    return number == 0 ? 0 : end(number - 1);
  }

  private long end(long number) {
    return ends.memory().getAtIndex(LONG, number);
  }

  /// Where the number of a text is, or has its place if there is none.
  private long slot(MemorySegment memory, long from, long to, int hash) {
    long slot = first(hash);
    for (long entry = slots.getAtIndex(LONG, slot);
        entry != 0 && !(hash(entry) == hash && isSame(number(entry), memory, from, to));
        entry = slots.getAtIndex(LONG, slot)) {
      slot = next(slot);
    }
    return slot;
  }

  private boolean isSame(long number, MemorySegment memory, long from, long to) {
    return MemorySegment.mismatch(content.memory(), begin(number), end(number), memory, from, to)
        == -1;
  }

  private static int hash(MemorySegment memory, long from, long to) {
    long hash = to - from;
    for (long at = from; at < to; at++) {
      hash = 31 * hash + memory.get(BYTE, at);
    }
    hash *= 0x9e37_79b9_7f4a_7c15L; // so that each bit changes many
    return (int) (hash ^ hash >>> Integer.SIZE);
  }

  /// Adds the texts to a batch, numbered from 0.
  ///
  /// @param memory gives the memory of what has to be made
  void addTo(ArrowBatch batch, SegmentAllocator memory) {
    batch.add(
        count,
        0,
        ArrowBatch.NOTHING,
        new Content.Made(offsets(memory)),
        new Content.Made(content.first(size)));
  }

  private MemorySegment offsets(SegmentAllocator memory) {
    var offsets = new ArrowOffsets(field, count, memory);
    for (long number = 0; number < count; number++) {
      offsets.add(end(number));
    }
    return offsets.memory();
  }

  long count() {
    return count;
  }

  /// The numbers of texts that are in it.
  ///
  /// @throws ConcurrentModificationException if one is not, and so has been changed since
  MemorySegment indices(NdArray values, SegmentAllocator allocator) {
    MemorySegment indices = allocator.allocate(values.size() * Integer.BYTES, Long.BYTES);
    try (Arena arena = Arena.ofConfined()) {
      var texts = new ArrowText(field, values, arena);
      MemorySegment memory = texts.content();
      for (long i = 0; i < texts.count(); i++) {
        long from = texts.begin(i);
        long to = texts.end(i);
        long slot = slot(memory, from, to, hash(memory, from, to));
        int number = number(slots.getAtIndex(LONG, slot));
        if (number < 0) {
          throw changed(memory.asSlice(from, to - from));
        }
        indices.setAtIndex(INT, i, number);
      }
    }
    return indices;
  }

  private static ConcurrentModificationException changed(MemorySegment text) {
    return new ConcurrentModificationException(
        "'"
            + new String(text.toArray(BYTE), StandardCharsets.UTF_8)
            + "' was not there when the dictionary was made: the table was changed while"
            + " it was exported");
  }
}
