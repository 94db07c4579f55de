package io.mmaptable.array;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;

/// How one Java value is read from a place in memory and written there.
///
/// @param reader `(MemorySegment memory, long at) -> value`
/// @param check `(value) -> void`, which throws if the value cannot be written
/// @param writer `(MemorySegment memory, long at, value) -> void`
record FieldAccess(MethodHandle reader, MethodHandle check, MethodHandle writer) {
  private static final MethodHandle READ = find("read", Object.class);
  private static final MethodHandle CHECK =
      find(ElementCodec.class, "check", MethodType.methodType(void.class, Object.class));
  private static final MethodHandle WRITE = find("write", void.class, Object.class);
  private static final MethodHandle REQUIRE =
      find(
          Objects.class,
          "requireNonNull",
          MethodType.methodType(Object.class, Object.class, String.class));
  private static final MethodHandle SUM =
      find(Long.class, "sum", MethodType.methodType(long.class, long.class, long.class));

  /// The access to objects of a class by a codec.
  static FieldAccess of(ElementCodec<?> codec, Class<?> type) {
    MethodHandle reader = READ.bindTo(codec);
    MethodHandle check = CHECK.bindTo(codec);
    MethodHandle writer = WRITE.bindTo(codec);
    return new FieldAccess(
        reader.asType(reader.type().changeReturnType(type)),
        check.asType(check.type().changeParameterType(0, type)),
        writer.asType(writer.type().changeParameterType(2, type)));
  }

  /// The same for objects of a class that must be there.
  ///
  /// @param where whose they are, for messages
  FieldAccess required(String where, Class<?> type) {
    MethodHandle present =
        MethodHandles.insertArguments(REQUIRE, 1, where + " is null")
            .asType(MethodType.methodType(void.class, type));
    return new FieldAccess(
        reader.asType(reader.type().changeReturnType(type)),
        MethodHandles.foldArguments(
            check.asType(check.type().changeParameterType(0, type)), present),
        writer.asType(writer.type().changeParameterType(2, type)));
  }

  /// The same a number of bytes further on.
  FieldAccess shifted(int offset) {
    MethodHandle shift = MethodHandles.insertArguments(SUM, 0, (long) offset);
    return new FieldAccess(
        MethodHandles.filterArguments(reader, 1, shift),
        check,
        MethodHandles.filterArguments(writer, 1, shift));
  }

  /// The same as a codec.
  ElementCodec<Object> codec() {
    return new HandleCodec(
        reader.asType(reader.type().changeReturnType(Object.class)),
        check.asType(check.type().changeParameterType(0, Object.class)),
        writer.asType(writer.type().changeParameterType(2, Object.class)));
  }

  private static MethodHandle find(String name, Class<?> result, Class<?>... more) {
    MethodType type =
        MethodType.methodType(result, MemorySegment.class, long.class).appendParameterTypes(more);
    return find(ElementCodec.class, name, type);
  }

  /// A method that this class sees.
  static MethodHandle find(Class<?> owner, String name, MethodType type) {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      return owner == ElementCodec.class
          ? lookup.findVirtual(owner, name, type)
          : lookup.findStatic(owner, name, type);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new LinkageError(owner + " has no " + name + type, e);
    }
  }
}
