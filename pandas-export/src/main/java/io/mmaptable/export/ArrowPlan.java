package io.mmaptable.export;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.Field;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a field becomes: a dtype and a shape, found by looking at all its values once.
final class ArrowPlan {
  /// The widest text that a dtype in the metadata is believed to be, where no value is as long.
  private static final int MOST_WIDTH = 1 << 16;

  private final @Nullable Path path;
  private final ArrowField field;
  private final List<ArrowPlan> children;
  private final @Nullable DType declared;
  private boolean hasNulls;
  private boolean isWhole = true;
  private long width;

  ArrowPlan(@Nullable Path path, ArrowField field) {
    this.path = path;
    this.field = field;
    this.children = field.children().stream().map(child -> new ArrowPlan(path, child)).toList();
    this.declared = declared(field);
  }

  /// The dtype that the metadata tells, if it can be true.
  private static @Nullable DType declared(ArrowField field) {
    String notation = field.metadata().get(ArrowField.DTYPE);
    if (notation == null) {
      return null;
    }
    try {
      DType dtype = DType.of(notation).withByteOrder(ByteOrder.nativeOrder());
      boolean fits =
          switch (dtype) {
            case DType.Text _ -> field.type() instanceof ArrowType.Text;
            case DType.Bytes _ ->
                field.type() instanceof ArrowType.Text || field.type() instanceof ArrowType.Binary;
            case DType.DateTime time -> ArrowTime.of("", time).type().equals(field.type());
            case DType.TimeDelta time -> ArrowTime.of("", time).type().equals(field.type());
            case DType.Complex complex -> isComplex(field, complex.itemSize() / 2);
            case DType.Bool _,
                DType.Int _,
                DType.UInt _,
                DType.Floating _,
                DType.Opaque _,
                DType.Struct _ ->
                false;
          };
      return fits ? dtype : null;
    } catch (IllegalArgumentException | UnsupportedOperationException _) {
      return null; // somebody else's key, or a newer one
    }
  }

  private static boolean isComplex(ArrowField field, int bytes) {
    return field.type() instanceof ArrowType.Struct
        && field.children().size() == 2
        && field.children().stream()
            .allMatch(
                part ->
                    part.dictionary() == null && part.type().equals(new ArrowType.Floating(bytes)));
  }

  ArrowField field() {
    return field;
  }

  ArrowPlan child(int index) {
    return children.get(index);
  }

  boolean isComplex() {
    return declared instanceof DType.Complex;
  }

  /// How times are brought back into their own unit; null if Arrow's is theirs.
  @Nullable ArrowTime time() {
    if (!isWhole) {
      return null;
    }
    return switch (declared) {
      case DType.DateTime time -> ArrowTime.of(field.name(), time);
      case DType.TimeDelta time -> ArrowTime.of(field.name(), time);
      case null, default -> null;
    };
  }

  /// Whether anything can only be known from the values.
  private boolean isOpen() {
    return switch (field.type()) {
      case ArrowType.Text _, ArrowType.Binary _ -> true;
      case ArrowType.FixedList _, ArrowType.Struct _ ->
          children.stream().anyMatch(ArrowPlan::isOpen);
      case ArrowType.Days _, ArrowType.Timestamp _, ArrowType.Duration _ -> declared != null;
      case ArrowType.Null _,
          ArrowType.Bool _,
          ArrowType.Int _,
          ArrowType.Floating _,
          ArrowType.FixedBinary _,
          ArrowType.DayMillis _,
          ArrowType.TimeOfDay _,
          ArrowType.Other _ ->
          false;
    };
  }

  /// Looks at values.
  ///
  /// @param data as they are in the message
  void look(ArrowData data, ArrowData.Finder finder) throws IOException {
    if (!isOpen()) {
      look(data, finder, false);
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      look(finder.plain(data, arena), finder, false);
    }
  }

  /// Looks at the values of a dictionary, if it is this field's or one's below it.
  ///
  /// @param data as they are in the message
  void lookAtDictionary(long id, ArrowData data, ArrowData.Finder finder) throws IOException {
    if (field.dictionary() != null && field.dictionary().id() == id) {
      look(data, finder);
    }
    for (ArrowPlan child : children) {
      child.lookAtDictionary(id, data, finder);
    }
  }

  private void look(ArrowData data, ArrowData.Finder finder, boolean nullAbove) throws IOException {
    boolean nulls = nullAbove || data.hasNulls();
    hasNulls |= nulls;
    for (int i = 0; i < data.children().size(); i++) {
      children.get(i).look(data.children().get(i), finder, nulls);
    }
    if (data.field().dictionary() != null) {
      return; // its values are in a message of their own
    }
    switch (field.type()) {
      case ArrowType.Text _, ArrowType.Binary _ -> lookAtText(data, finder);
      case ArrowType.Days _, ArrowType.Timestamp _, ArrowType.Duration _ -> lookAtTimes(data);
      case ArrowType.Null _,
          ArrowType.Bool _,
          ArrowType.Int _,
          ArrowType.Floating _,
          ArrowType.FixedBinary _,
          ArrowType.DayMillis _,
          ArrowType.TimeOfDay _,
          ArrowType.FixedList _,
          ArrowType.Struct _,
          ArrowType.Other _ -> {}
    }
  }

  private boolean isText() {
    return field.type() instanceof ArrowType.Text && !(declared instanceof DType.Bytes);
  }

  private void lookAtText(ArrowData data, ArrowData.Finder finder) throws IOException {
    var values = new ArrowVariable(data, finder);
    for (long i = 0; i < data.length(); i++) {
      if (isNull(data, i)) {
        continue;
      }
      MemorySegment value = values.at(i);
      if (value.byteSize() > width) {
        width = Math.max(width, isText() ? Utf8.length(value) : value.byteSize());
      }
    }
  }

  private void lookAtTimes(ArrowData data) {
    ArrowTime time = time();
    for (long i = 0; time != null && i < data.length(); i++) {
      if (!isNull(data, i) && !time.isWhole(time(data, i))) {
        isWhole = false;
        return;
      }
    }
  }

  private static long time(ArrowData data, long index) {
    return data.field().type() instanceof ArrowType.Days
        ? data.content().getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, index)
        : data.content().getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, index);
  }

  static boolean isNull(ArrowData data, long index) {
    return data.hasNulls() && !ValidityBits.isSet(data.validity(), index);
  }

  /// The shape of each value that is a list.
  long[] shape() {
    var shape = new ArrayList<Long>();
    ArrowPlan plan = this;
    while (plan.field.type() instanceof ArrowType.FixedList list) {
      shape.add((long) list.length());
      plan = plan.children.getFirst();
    }
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  /// The dtype of the values, or of those in lists.
  ///
  /// @throws StorageException.Unsupported if there is none
  DType dtype() throws StorageException {
    ByteOrder order = ByteOrder.nativeOrder();
    return switch (field.type()) {
      case ArrowType.Null _ -> DType.FLOAT64;
      case ArrowType.Bool _ -> {
        if (hasNulls) {
          throw unsupported(
              "holds nulls among truth values, and there is no such value; fill them, or cast the"
                  + " column to integers or text");
        }
        yield DType.BOOL;
      }
      case ArrowType.Int type -> {
        if (hasNulls) {
          yield DType.FLOAT64;
        }
        yield type.signed()
            ? new DType.Int(type.bytes(), order)
            : new DType.UInt(type.bytes(), order);
      }
      case ArrowType.Floating type -> new DType.Floating(type.bytes(), order);
      case ArrowType.Text _, ArrowType.Binary _ -> text();
      case ArrowType.FixedBinary type -> new DType.Opaque(type.bytes());
      case ArrowType.Days _ -> time(new DType.DateTime(unit(DateTimeUnit.Base.DAY), order));
      case ArrowType.DayMillis _ -> new DType.DateTime(unit(DateTimeUnit.Base.MILLISECOND), order);
      case ArrowType.Timestamp type -> time(new DType.DateTime(unit(type.unit()), order));
      case ArrowType.Duration type -> time(new DType.TimeDelta(unit(type.unit()), order));
      case ArrowType.TimeOfDay type -> new DType.TimeDelta(unit(type.unit()), order);
      case ArrowType.FixedList _, ArrowType.Struct _ when field.dictionary() != null ->
          throw unsupported("has a dictionary of lists or structs; write its values without one");
      case ArrowType.FixedList _ -> children.getFirst().dtype();
      case ArrowType.Struct _ -> declared instanceof DType.Complex complex ? complex : struct();
      case ArrowType.Other other ->
          throw unsupported("is of Arrow's type " + other.name() + ", which no dtype is");
    };
  }

  private static DateTimeUnit unit(DateTimeUnit.Base base) {
    return new DateTimeUnit(base, 1);
  }

  private DType time(DType plain) {
    return time() == null || declared == null ? plain : declared;
  }

  private DType text() throws StorageException {
    if (isText()) {
      long length = declared instanceof DType.Text text ? declaredWidth(text.length()) : 1;
      return new DType.Text(width(length, Integer.MAX_VALUE / 4), ByteOrder.nativeOrder());
    }
    long bytes = declared instanceof DType.Bytes type ? declaredWidth(type.itemSize()) : 1;
    return new DType.Bytes(width(bytes, Integer.MAX_VALUE));
  }

  private static long declaredWidth(int of) {
    return of > MOST_WIDTH ? 0 : of;
  }

  private int width(long least, int most) throws StorageException {
    if (width > most) {
      throw unsupported("holds a text of " + width + " characters, which is too long for a dtype");
    }
    return (int) Math.max(least, width);
  }

  private DType struct() throws StorageException {
    var fields = new ArrayList<Field>();
    long offset = 0;
    for (ArrowPlan child : children) {
      try {
        var added =
            new Field(
                child.field.name(), null, child.dtype(), child.shape(), Math.toIntExact(offset));
        fields.add(added);
        offset += added.byteSize();
      } catch (ArithmeticException | IllegalArgumentException e) {
        throw noStruct(e);
      }
    }
    try {
      return new DType.Struct(fields, Math.toIntExact(offset));
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw noStruct(e);
    }
  }

  private StorageException noStruct(RuntimeException e) {
    var unsupported = unsupported("is of structs that no dtype is: " + e.getMessage());
    unsupported.initCause(e);
    return unsupported;
  }

  private StorageException.Unsupported unsupported(String what) {
    return new StorageException.Unsupported(path, "'" + field.name() + "' " + what);
  }
}
