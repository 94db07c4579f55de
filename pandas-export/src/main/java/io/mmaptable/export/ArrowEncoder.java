package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.export.ArrowBatch.Content;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Objects;

/// Brings rows of columns into Arrow's form, where they are not in it already.
final class ArrowEncoder {
  private final ArrowOptions options;
  private final Map<Long, ArrowDictionary> dictionaries;
  private final SegmentAllocator allocator;

  /// Takes what is needed for a batch.
  ///
  /// @param dictionaries those of columns, by number
  /// @param allocator gives the memory of what has to be made
  ArrowEncoder(
      ArrowOptions options, Map<Long, ArrowDictionary> dictionaries, SegmentAllocator allocator) {
    this.options = options;
    this.dictionaries = dictionaries;
    this.allocator = allocator;
  }

  /// Adds a column's rows to a batch.
  ///
  /// @param values the rows
  void add(ArrowBatch batch, ArrowField field, NdArray values) {
    add(batch, field, values, values.shape()[0]);
  }

  /// Adds values.
  ///
  /// @param length how many values the field has: elements, or lists of them
  private void add(ArrowBatch batch, ArrowField field, NdArray values, long length) {
    if (field.type() instanceof ArrowType.FixedList list) {
      batch.add(length, 0, ArrowBatch.NOTHING);
      ArrowField items = field.children().getFirst().withName(field.name());
      add(batch, items, values, length * list.length());
      return;
    }
    switch (values.dtype()) {
      case DType.Bool _ -> batch.add(length, 0, ArrowBatch.NOTHING, bits(values));
      case DType.Int _, DType.UInt _, DType.Opaque _ ->
          batch.add(length, 0, ArrowBatch.NOTHING, elements(values));
      case DType.Floating _ -> addFloats(batch, values, length);
      case DType.Complex _ -> {
        batch.add(length, 0, ArrowBatch.NOTHING);
        add(batch, field.children().get(0), values.real(), length);
        add(batch, field.children().get(1), values.imag(), length);
      }
      case DType.Bytes _, DType.Text _ -> addText(batch, field, values, length);
      case DType.DateTime time ->
          addTimes(batch, field, values, length, ArrowTime.of(field.name(), time));
      case DType.TimeDelta time ->
          addTimes(batch, field, values, length, ArrowTime.of(field.name(), time));
      case DType.Struct _ -> {
        batch.add(length, 0, ArrowBatch.NOTHING);
        for (ArrowField child : field.children()) {
          add(batch, child, values.field(child.name()), length);
        }
      }
    }
  }

  /// Numbers as they are, unless their bytes are in the other order.
  private Content elements(NdArray values) {
    ByteOrder order = ByteOrder.nativeOrder();
    if (values.dtype().byteOrder() == order) {
      return new Content.Elements(values);
    }
    NdArray copy = NdArray.zeros(allocator, values.dtype().withByteOrder(order), values.shape());
    copy.set(values);
    return new Content.Made(copy.asSegment());
  }

  private Content bits(NdArray values) {
    var bits = new ValidityBits(allocator, values.size());
    ElementBlocks.forEach(
        values,
        (block, count) -> {
          for (int i = 0; i < count; i++) {
            bits.add(block.get(ValueLayout.JAVA_BYTE, i) != 0);
          }
        });
    return new Content.Made(bits.memory());
  }

  private void addFloats(ArrowBatch batch, NdArray values, long length) {
    if (!options.nanAsNull()) {
      batch.add(length, 0, ArrowBatch.NOTHING, elements(values));
      return;
    }
    addWithNulls(
        batch,
        length,
        elements(values),
        values,
        switch (values.itemSize()) {
          case 2 -> (block, i) -> (block.getAtIndex(SHORT, i) & 0x7fff) > 0x7c00;
          case 4 -> (block, i) -> Float.isNaN(block.getAtIndex(FLOAT, i));
          default -> (block, i) -> Double.isNaN(block.getAtIndex(DOUBLE, i));
        });
  }

  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  /// Tells which elements of a block stand for nothing.
  @FunctionalInterface
  private interface Missing {
    boolean isAt(MemorySegment block, long index);
  }

  private static boolean isNat(MemorySegment block, long index) {
    return block.getAtIndex(LONG, index) == Long.MIN_VALUE;
  }

  private void addWithNulls(
      ArrowBatch batch, long length, Content content, NdArray values, Missing missing) {
    var valid = new ValidityBits(allocator, length);
    ElementBlocks.forEach(
        values,
        (block, count) -> {
          for (int i = 0; i < count; i++) {
            valid.add(!missing.isAt(block, i));
          }
        });
    batch.add(
        length,
        valid.zeros(),
        valid.zeros() == 0 ? ArrowBatch.NOTHING : new Content.Made(valid.memory()),
        content);
  }

  private void addTimes(
      ArrowBatch batch, ArrowField field, NdArray values, long length, ArrowTime time) {
    Content content = time.isSame() ? elements(values) : times(field, values, length, time);
    addWithNulls(batch, length, content, values, ArrowEncoder::isNat);
  }

  private Content times(ArrowField field, NdArray values, long length, ArrowTime time) {
    int size = time.isDays() ? Integer.BYTES : Long.BYTES;
    MemorySegment memory = allocator.allocate(length * size, Long.BYTES);
    ElementBlocks.forEach(
        values,
        new ElementBlocks.Taker() {
          private long at;

          @Override
          public void take(MemorySegment block, int count) {
            for (int i = 0; i < count; i++, at++) {
              long value = isNat(block, i) ? 0 : converted(block.getAtIndex(LONG, i));
              if (time.isDays()) {
                memory.setAtIndex(INT, at, (int) value);
              } else {
                memory.setAtIndex(LONG, at, value);
              }
            }
          }

          private long converted(long value) {
            try {
              return time.toArrow(value);
            } catch (ArithmeticException e) {
              throw new DateTimeException(
                  "column '"
                      + field.name()
                      + "' holds "
                      + value
                      + " of "
                      + values.dtype()
                      + ", which Arrow's "
                      + time.type()
                      + " does not reach",
                  e);
            }
          }
        });
    return new Content.Made(memory);
  }

  private void addText(ArrowBatch batch, ArrowField field, NdArray values, long length) {
    if (field.dictionary() != null) {
      var dictionary = Objects.requireNonNull(dictionaries.get(field.dictionary().id()));
      batch.add(
          length, 0, ArrowBatch.NOTHING, new Content.Made(dictionary.indices(values, allocator)));
      return;
    }
    var text = new ArrowText(field, values, allocator);
    batch.add(
        length,
        0,
        ArrowBatch.NOTHING,
        new Content.Made(text.offsets()),
        new Content.Made(text.content()));
  }
}
