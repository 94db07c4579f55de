package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.export.ArrowData.Finder;
import io.mmaptable.file.StorageException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Sets rows of columns from values in a message.
final class ArrowDecoder {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private final Finder finder;
  private final ArrowDictionaries dictionaries;

  /// Takes what is known of a message.
  ///
  /// @param finder what says where something is wrong
  /// @param dictionaries what numbers stand for
  ArrowDecoder(Finder finder, ArrowDictionaries dictionaries) {
    this.finder = finder;
    this.dictionaries = dictionaries;
  }

  /// Tells which values are there.
  @FunctionalInterface
  private interface Presence {
    boolean isAt(long index);
  }

  /// Where the values are that are wanted: in the field's own memory, or in a dictionary's.
  @FunctionalInterface
  private interface Places {
    /// The place of a value, or -1 if it is null.
    long at(long index) throws StorageException;
  }

  /// Sets rows.
  ///
  /// @param data the field's values, decompressed
  /// @param from the first value
  /// @param to the one after the last
  /// @param target what is set
  void set(ArrowPlan plan, ArrowData data, long from, long to, NdArray target)
      throws StorageException {
    set(plan, data, from, to, null, target);
  }

  private void set(
      ArrowPlan plan, ArrowData data, long from, long to, @Nullable Presence above, NdArray target)
      throws StorageException {
    if (target.nbytes() == 0) {
      return;
    }
    Presence present = presence(data, above);
    switch (data.field().type()) {
      case ArrowType.FixedList list when data.field().dictionary() == null -> {
        long length = list.length();
        Presence inLists = present == null ? null : index -> present.isAt(index / length);
        set(plan.child(0), data.children().getFirst(), from * length, to * length, inLists, target);
      }
      case ArrowType.Struct _ when data.field().dictionary() == null -> {
        for (int i = 0; i < data.children().size(); i++) {
          ArrowData child = data.children().get(i);
          set(plan.child(i), child, from, to, present, part(plan, child, i, target));
        }
      }
      default -> {
        int count = Math.toIntExact(to - from);
        NdArray values = values(plan, data, from, count, present);
        target.set(values.reshape(target.shape()));
      }
    }
  }

  private static NdArray part(ArrowPlan plan, ArrowData child, int index, NdArray target) {
    if (plan.isComplex()) {
      return index == 0 ? target.real() : target.imag();
    }
    return target.field(child.field().name());
  }

  private static @Nullable Presence presence(ArrowData data, @Nullable Presence above) {
    if (!data.hasNulls() || data.buffers().isEmpty()) {
      return above;
    }
    Presence own = index -> ValidityBits.isSet(data.validity(), index);
    return above == null ? own : index -> above.isAt(index) && own.isAt(index);
  }

  private NdArray values(
      ArrowPlan plan, ArrowData data, long from, int count, @Nullable Presence present)
      throws StorageException {
    ArrowField.Dictionary encoding = data.field().dictionary();
    if (encoding == null) {
      return values(
          plan,
          data,
          finder,
          from,
          count,
          present == null ? null : index -> present.isAt(index) ? index : -1);
    }
    ArrowDictionaries.Values dictionary = dictionaries.get(encoding.id());
    if (dictionary == null) {
      throw finder.malformed(
          "expected dictionary " + encoding.id() + " of '" + data.field().name() + "' before it");
    }
    Places places =
        index -> {
          if (present != null && !present.isAt(index)) {
            return -1;
          }
          long number = integer(data, encoding.index(), index);
          if (number < 0 || number >= dictionary.data().length()) {
            throw finder.malformed(
                "expected one of the "
                    + dictionary.data().length()
                    + " values in the dictionary of '"
                    + data.field().name()
                    + "', found number "
                    + number);
          }
          return ArrowPlan.isNull(dictionary.data(), number) ? -1 : number;
        };
    return values(plan, dictionary.data(), dictionary.finder(), from, count, places);
  }

  private NdArray values(
      ArrowPlan plan, ArrowData data, Finder where, long from, int count, @Nullable Places places)
      throws StorageException {
    return switch (data.field().type()) {
      case ArrowType.Null _ -> NdArray.full(DType.FLOAT64, Double.NaN, count);
      case ArrowType.Bool _ -> bools(data, from, count, places);
      case ArrowType.Int type -> integers(plan, data, type, from, count, places);
      case ArrowType.Floating type ->
          places == null
              ? direct(data, plan.dtype(), from, count)
              : copied(data, plan.dtype(), from, count, places, nan(type.bytes()));
      case ArrowType.FixedBinary _ ->
          places == null
              ? direct(data, plan.dtype(), from, count)
              : copied(data, plan.dtype(), from, count, places, null);
      case ArrowType.Days _,
          ArrowType.DayMillis _,
          ArrowType.Timestamp _,
          ArrowType.Duration _,
          ArrowType.TimeOfDay _ ->
          times(plan, data, from, count, places);
      case ArrowType.Text _, ArrowType.Binary _ ->
          new TextDecoder(plan, new ArrowVariable(data, where), count)
              .decode(from, places == null ? index -> index : places, where);
      case ArrowType.FixedList _, ArrowType.Struct _, ArrowType.Other _ ->
          throw new AssertionError(data.field() + " has no dtype");
    };
  }

  /// A view of values that lie as NumPy has them.
  private static NdArray direct(ArrowData data, DType dtype, long from, int count) {
    MemorySegment memory =
        data.content().asSlice(from * dtype.itemSize(), (long) count * dtype.itemSize());
    return NdArray.view(memory, dtype, false, null, count);
  }

  private static NdArray copied(
      ArrowData data, DType dtype, long from, int count, Places places, byte @Nullable [] missing)
      throws StorageException {
    int size = dtype.itemSize();
    byte[] bytes = new byte[Math.multiplyExact(count, size)];
    for (int i = 0; i < count; i++) {
      long at = places.at(from + i);
      if (at >= 0) {
        MemorySegment.copy(data.content(), BYTE, at * size, bytes, i * size, size);
      } else if (missing != null) {
        System.arraycopy(missing, 0, bytes, i * size, size);
      }
    }
    return NdArray.view(MemorySegment.ofArray(bytes), dtype, false, null, count);
  }

  private static byte[] nan(int bytes) {
    byte[] nan = new byte[bytes];
    MemorySegment memory = MemorySegment.ofArray(nan);
    switch (bytes) {
      case 2 -> memory.set(SHORT, 0, (short) 0x7e00);
      case 4 -> memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 0, Float.NaN);
      default -> memory.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, 0, Double.NaN);
    }
    return nan;
  }

  private static NdArray bools(ArrowData data, long from, int count, @Nullable Places places)
      throws StorageException {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      long at = places == null ? from + i : places.at(from + i);
      bytes[i] = (byte) (at >= 0 && ValidityBits.isSet(data.content(), at) ? 1 : 0);
    }
    return NdArray.view(MemorySegment.ofArray(bytes), DType.BOOL, false, null, count);
  }

  private static NdArray integers(
      ArrowPlan plan,
      ArrowData data,
      ArrowType.Int type,
      long from,
      int count,
      @Nullable Places places)
      throws StorageException {
    if (places == null && !(plan.dtype() instanceof DType.Floating)) {
      return direct(data, plan.dtype(), from, count);
    }
    if (places != null && !(plan.dtype() instanceof DType.Floating)) {
      return copied(data, plan.dtype(), from, count, places, null);
    }
    double[] doubles = new double[count];
    for (int i = 0; i < count; i++) {
      long at = places == null ? from + i : places.at(from + i);
      doubles[i] = at < 0 ? Double.NaN : asDouble(integer(data, type, at), type);
    }
    return NdArray.of(doubles);
  }

  private static double asDouble(long value, ArrowType.Int type) {
    boolean isLarge = value < 0 && !type.signed();
    // Halved, with the last bit kept for rounding.
    return isLarge ? 2.0 * (value >>> 1 | (value & 1)) : value;
  }

  private static long integer(ArrowData data, ArrowType.Int type, long index) {
    MemorySegment content = data.content();
    return switch (type.bytes()) {
      case 1 -> type.signed() ? content.get(BYTE, index) : content.get(BYTE, index) & 0xff;
      case 2 ->
          type.signed()
              ? content.getAtIndex(SHORT, index)
              : content.getAtIndex(SHORT, index) & 0xffff;
      case 4 ->
          type.signed()
              ? content.getAtIndex(INT, index)
              : content.getAtIndex(INT, index) & 0xffff_ffffL;
      default -> content.getAtIndex(LONG, index);
    };
  }

  private static NdArray times(
      ArrowPlan plan, ArrowData data, long from, int count, @Nullable Places places)
      throws StorageException {
    DType dtype = plan.dtype();
    boolean isShort =
        switch (data.field().type()) {
          case ArrowType.Days _ -> true;
          case ArrowType.TimeOfDay time -> time.bytes() == Integer.BYTES;
          default -> false;
        };
    ArrowTime unit = plan.time();
    if (!isShort && unit == null && places == null) {
      return direct(data, dtype, from, count);
    }
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      long at = places == null ? from + i : places.at(from + i);
      if (at < 0) {
        values[i] = Long.MIN_VALUE; // NaT
      } else {
        long value =
            isShort ? data.content().getAtIndex(INT, at) : data.content().getAtIndex(LONG, at);
        values[i] = unit == null ? value : unit.fromArrow(value);
      }
    }
    return NdArray.view(MemorySegment.ofArray(values), dtype, false, null, count);
  }

  /// Makes values of a fixed width of ones of different length.
  private static final class TextDecoder {
    private final DType dtype;
    private final ArrowVariable values;
    private final int count;
    private byte[] bytes = new byte[64];

    TextDecoder(ArrowPlan plan, ArrowVariable values, int count) throws StorageException {
      this.dtype = plan.dtype();
      this.values = values;
      this.count = count;
    }

    NdArray decode(long from, Places places, Finder where) throws StorageException {
      NdArray decoded = NdArray.zeros(dtype, count);
      MemorySegment memory = decoded.asSegment();
      int[] points = new int[dtype instanceof DType.Text text ? text.length() : 0];
      for (int i = 0; i < count; i++) {
        long at = places.at(from + i);
        if (at < 0) {
          continue; // empty text
        }
        int length = load(values.at(at));
        long start = (long) i * dtype.itemSize();
        if (dtype instanceof DType.Text) {
          int characters = Utf8.decode(bytes, length, points);
          if (characters < 0) {
            throw where.malformed("expected text in UTF-8");
          }
          MemorySegment.copy(points, 0, memory, INT, start, characters);
        } else if (length > dtype.itemSize()) {
          throw where.malformed("expected at most " + dtype.itemSize() + " bytes");
        } else {
          MemorySegment.copy(bytes, 0, memory, BYTE, start, length);
        }
      }
      return decoded;
    }

    private int load(MemorySegment value) {
      int length = Math.toIntExact(value.byteSize());
      if (bytes.length < length) {
        bytes =
            new byte[Math.max(length, (int) Math.min(Integer.MAX_VALUE - 8, 2L * bytes.length))];
      }
      MemorySegment.copy(value, BYTE, 0, bytes, 0, length);
      return length;
    }
  }
}
