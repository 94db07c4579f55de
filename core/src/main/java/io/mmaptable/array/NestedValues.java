package io.mmaptable.array;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The values in nested Java arrays and lists, in C order, and the shape that they have.
///
/// A sequence is a list or an array, but for a `byte[]` in a list or an `Object[]`, or wherever
/// bytes are asked for, which is a value.
final class NestedValues {
  private final List<Long> shape = new ArrayList<>();
  private final List<@Nullable Object> leaves = new ArrayList<>();
  private final Class<?> declared;
  private final boolean bytes;

  /// Whether what is walked over is in a list or an `Object[]`.
  private boolean leavesAreOpen;

  private NestedValues(Object value, boolean bytes) {
    this.bytes = bytes;
    leavesAreOpen = bytes;
    declared = describe(value);
    collect(value, new ArrayList<>());
  }

  /// Walks over a value, which may be a scalar.
  ///
  /// @param bytes whether a `byte[]` is a value wherever it is
  /// @throws IllegalArgumentException if the arrays are ragged
  static NestedValues of(Object value, boolean bytes) {
    return new NestedValues(value, bytes);
  }

  /// What the values are, by the innermost component type or the first of them; `Object` if neither
  /// says.
  static Class<?> type(Object value) {
    @Nullable Object first = value;
    while (first != null && isSequence(first, false)) {
      Class<?> component = component(first);
      while (component.isArray()) {
        component = component.getComponentType();
      }
      if (component != Object.class || length(first) == 0) {
        return component;
      }
      first = element(first, 0);
    }
    return first == null ? Object.class : first.getClass();
  }

  long[] shape() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  /// The scalars, or arrays of primitives, each of which is one run along the last dimension.
  List<@Nullable Object> leaves() {
    return leaves;
  }

  /// What the values are by the type of the innermost arrays; `Object` if that does not say.
  Class<?> declared() {
    return declared;
  }

  /// Finds the shape along the first elements, and the declared type of the values.
  private Class<?> describe(@Nullable Object first) {
    @Nullable Object value = first;
    boolean open = bytes;
    while (value != null && isSequence(value, open)) {
      int length = length(value);
      shape.add((long) length);
      Class<?> component = component(value);
      open = bytes || component == Object.class;
      if (length == 0 || component.isPrimitive()) {
        return innermost(component);
      }
      value = element(value, 0);
      if (value == null) {
        return component;
      }
      if (component != Object.class && !isSequence(value, false)) {
        return component;
      }
    }
    return Object.class;
  }

  /// The dimensions of an empty array are those of its type.
  private Class<?> innermost(Class<?> component) {
    Class<?> inner = component;
    while (inner.isArray() && !(bytes && inner == byte[].class)) {
      shape.add(0L);
      inner = inner.getComponentType();
    }
    return inner;
  }

  private void collect(@Nullable Object value, List<Integer> path) {
    int depth = path.size();
    if (value == null || !isSequence(value, leavesAreOpen)) {
      require(depth == shape.size(), path, "a value");
      leaves.add(value);
      return;
    }
    int length = length(value);
    require(depth < shape.size(), path, length + " elements");
    require(length == shape.get(depth), path, length + " elements");
    if (value.getClass().isArray() && value.getClass().getComponentType().isPrimitive()) {
      require(depth == shape.size() - 1, path, length + " elements");
      leaves.add(value);
      return;
    }
    boolean before = leavesAreOpen;
    leavesAreOpen = bytes || component(value) == Object.class;
    for (int i = 0; i < length; i++) {
      path.add(i);
      collect(element(value, i), path);
      path.removeLast();
    }
    leavesAreOpen = before;
  }

  private void require(boolean fits, List<Integer> path, String found) {
    if (!fits) {
      throw new IllegalArgumentException(
          "the array is ragged: "
              + found
              + " at "
              + path
              + " where the first of its kind make shape "
              + shape);
    }
  }

  private static boolean isSequence(Object value, boolean open) {
    return value instanceof List
        || (value.getClass().isArray() && !(open && value instanceof byte[]));
  }

  private static int length(Object sequence) {
    return sequence instanceof List<?> list ? list.size() : Array.getLength(sequence);
  }

  private static @Nullable Object element(Object sequence, int at) {
    return sequence instanceof List<?> list ? list.get(at) : ((@Nullable Object[]) sequence)[at];
  }

  private static Class<?> component(Object sequence) {
    Class<?> component = sequence.getClass().getComponentType();
    return component == null ? Object.class : component;
  }
}
