package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The strictest rule that allows a cast, for each pair of dtypes.
///
/// Numbers follow <https://numpy.org/doc/stable/reference/arrays.promotion.html>; the rest is what
/// NumPy's `can_cast` answers.
final class CastRules {
  private CastRules() {}

  /// The strictest rule that allows a cast; null where there is no such cast.
  static @Nullable Casting least(DType from, DType to) {
    if (from instanceof DType.Struct) {
      return structs(from, to);
    }
    if (from.equals(to)) {
      return Casting.NO;
    }
    if (Layouts.inNativeOrder(from).equals(Layouts.inNativeOrder(to))) {
      return Casting.EQUIV;
    }
    return switch (to) {
      case DType.Struct _ -> structs(from, to);
      case DType.Bool _, DType.Int _, DType.UInt _, DType.Floating _, DType.Complex _ ->
          numbers(from, to);
      case DType.Bytes(int size) -> texts(from, size, from instanceof DType.Bytes);
      case DType.Text(int length, _) ->
          texts(from, length, from instanceof DType.Bytes || from instanceof DType.Text);
      case DType.Opaque(int size) -> opaque(from, size);
      case DType.DateTime(DateTimeUnit unit, _) -> datetimes(from, unit);
      case DType.TimeDelta(DateTimeUnit unit, _) -> timedeltas(from, unit);
    };
  }

  private static Casting numbers(DType from, DType to) {
    if (kind(from) < 0) {
      return Casting.UNSAFE;
    }
    if (holds(to, from)) {
      return Casting.SAFE;
    }
    return kind(from) <= kind(to) ? Casting.SAME_KIND : Casting.UNSAFE;
  }

  /// The order of the kinds of numbers; negative for what is no number.
  private static int kind(DType dtype) {
    return switch (dtype) {
      case DType.Bool _ -> 0;
      case DType.UInt _ -> 1;
      case DType.Int _ -> 2;
      case DType.Floating _ -> 3;
      case DType.Complex _ -> 4;
      case DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          -1;
    };
  }

  /// Whether a numeric dtype holds every number of another; NumPy lets float64 pass for integers of
  /// 64 bits.
  private static boolean holds(DType to, DType from) {
    int size = from.itemSize();
    return switch (to) {
      case DType.Int(int width, _) ->
          from instanceof DType.Bool
              || (from instanceof DType.Int && size <= width)
              || (from instanceof DType.UInt && size < width);
      case DType.UInt(int width, _) ->
          from instanceof DType.Bool || (from instanceof DType.UInt && size <= width);
      case DType.Floating(int width, _) ->
          !(from instanceof DType.Complex) && floatSize(from) <= width;
      case DType.Complex(int width, _) -> floatSize(from) <= width / 2;
      case DType.Bool _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          false;
    };
  }

  /// The size of the smallest float that holds a number or its parts.
  private static int floatSize(DType from) {
    return switch (from) {
      case DType.Int(int size, _) -> Math.min(8, 2 * size);
      case DType.UInt(int size, _) -> Math.min(8, 2 * size);
      case DType.Floating(int size, _) -> size;
      case DType.Complex(int size, _) -> size / 2;
      case DType.Bool _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          0;
    };
  }

  private static Casting texts(DType from, int width, boolean keepsText) {
    return switch (from) {
      case DType.Bytes(int size) -> fitting(size, width);
      case DType.Text(int length, _) -> keepsText ? fitting(length, width) : Casting.UNSAFE;
      case DType.Bool _, DType.Int _, DType.UInt _, DType.Floating _, DType.Complex _ ->
          fitting(textWidth(from), width);
      case DType.Opaque _, DType.DateTime _, DType.TimeDelta _, DType.Struct _ -> Casting.UNSAFE;
    };
  }

  private static Casting fitting(int width, int available) {
    return width <= available ? Casting.SAFE : Casting.SAME_KIND;
  }

  /// How many characters NumPy reserves for a number.
  static int textWidth(DType dtype) {
    return switch (dtype) {
      case DType.Bool _ -> 5;
      case DType.Int(int size, _) -> size == 1 ? 4 : size == 2 ? 6 : size == 4 ? 11 : 21;
      case DType.UInt(int size, _) -> size == 1 ? 3 : size == 2 ? 5 : size == 4 ? 10 : 20;
      case DType.Floating(int size, _) -> size == 16 ? 48 : 32;
      case DType.Complex _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          64;
    };
  }

  private static Casting opaque(DType from, int size) {
    if (from.itemSize() <= size) {
      return Casting.SAFE;
    }
    return from instanceof DType.Opaque ? Casting.SAME_KIND : Casting.UNSAFE;
  }

  private static Casting datetimes(DType from, DateTimeUnit to) {
    if (!(from instanceof DType.DateTime(DateTimeUnit unit, _))) {
      return Casting.UNSAFE;
    }
    if (isGeneric(to)) {
      return isGeneric(unit) ? Casting.EQUIV : Casting.UNSAFE;
    }
    return isGeneric(unit) || TimeUnits.divides(unit, to, false) ? Casting.SAFE : Casting.SAME_KIND;
  }

  private static Casting timedeltas(DType from, DateTimeUnit to) {
    if (from instanceof DType.Bool || from instanceof DType.Int || from instanceof DType.UInt) {
      return from instanceof DType.UInt && from.itemSize() == 8 ? Casting.SAME_KIND : Casting.SAFE;
    }
    if (!(from instanceof DType.TimeDelta(DateTimeUnit unit, _))) {
      return Casting.UNSAFE;
    }
    if (isGeneric(to)) {
      return isGeneric(unit) ? Casting.EQUIV : Casting.UNSAFE;
    }
    if (isGeneric(unit) || TimeUnits.divides(unit, to, true)) {
      return Casting.SAFE;
    }
    return TimeUnits.isCalendar(unit) == TimeUnits.isCalendar(to)
        ? Casting.SAME_KIND
        : Casting.UNSAFE;
  }

  private static boolean isGeneric(DateTimeUnit unit) {
    return unit.base() == DateTimeUnit.Base.GENERIC;
  }

  private static @Nullable Casting structs(DType from, DType to) {
    if (from instanceof DType.Struct(List<Field> source, _)
        && to instanceof DType.Struct(List<Field> target, _)) {
      return fields((DType.Struct) from, source, (DType.Struct) to, target);
    }
    if (to instanceof DType.Struct(List<Field> target, _)) {
      boolean possible = target.stream().allMatch(field -> least(from, field.dtype()) != null);
      return possible ? Casting.UNSAFE : null;
    }
    return from instanceof DType.Struct(List<Field> source, _)
            && source.size() == 1
            && least(source.getFirst().dtype(), to) != null
        ? Casting.UNSAFE
        : null;
  }

  private static @Nullable Casting fields(
      DType.Struct from, List<Field> source, DType.Struct to, List<Field> target) {
    if (source.size() != target.size()) {
      return null;
    }
    Casting rule = from.itemSize() == to.itemSize() ? Casting.NO : Casting.EQUIV;
    for (int i = 0; i < source.size(); i++) {
      Casting one = field(source.get(i), target.get(i));
      if (one == null) {
        return null;
      }
      rule = one.compareTo(rule) > 0 ? one : rule;
    }
    return rule;
  }

  private static @Nullable Casting field(Field from, Field to) {
    Casting rule = least(from.dtype(), to.dtype());
    if (rule == null) {
      return null;
    }
    boolean sameNames = from.name().equals(to.name()) && Objects.equals(from.title(), to.title());
    boolean sameShape = Arrays.equals(from.shape(), to.shape());
    Casting least =
        !sameShape && from.shape().length > 0
            ? Casting.UNSAFE
            : !sameShape || !sameNames
                ? Casting.SAFE
                : from.offset() != to.offset() ? Casting.EQUIV : Casting.NO;
    return least.compareTo(rule) > 0 ? least : rule;
  }
}
