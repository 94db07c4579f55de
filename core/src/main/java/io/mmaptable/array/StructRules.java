package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The strictest rule that allows a cast from or to structured elements, which go field by field.
final class StructRules {
  private StructRules() {}

  /// The strictest rule that allows a cast; null where there is no such cast.
  static @Nullable Casting least(DType from, DType to) {
    if (from instanceof DType.Struct(List<Field> source, _)
        && to instanceof DType.Struct(List<Field> target, _)) {
      return fields((DType.Struct) from, source, (DType.Struct) to, target);
    }
    if (to instanceof DType.Struct(List<Field> target, _)) {
      boolean possible =
          target.stream().allMatch(field -> CastRules.least(from, field.dtype()) != null);
      return possible ? Casting.UNSAFE : null;
    }
    return from instanceof DType.Struct(List<Field> source, _)
            && source.size() == 1
            && CastRules.least(source.getFirst().dtype(), to) != null
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
    Casting rule = CastRules.least(from.dtype(), to.dtype());
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
