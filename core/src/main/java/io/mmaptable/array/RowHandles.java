package io.mmaptable.array;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.stream.IntStream;

/// Composes the access to a row out of that to its fields, from the last to the first.
final class RowHandles {
  private static final MethodType READER =
      MethodType.methodType(Record.class, MemorySegment.class, long.class);
  private static final MethodType CHECK = MethodType.methodType(void.class, Record.class);
  private static final MethodType WRITER =
      MethodType.methodType(void.class, MemorySegment.class, long.class, Record.class);

  /// `(memory, at, the values of the fields that are not added yet) -> record`
  private MethodHandle reader;

  private MethodHandle check = MethodHandles.empty(CHECK);
  private MethodHandle writer = MethodHandles.empty(WRITER);

  RowHandles(MethodHandle constructor) {
    this.reader = MethodHandles.dropArguments(constructor, 0, MemorySegment.class, long.class);
  }

  void add(FieldAccess field, MethodHandle accessor) {
    int last = reader.type().parameterCount() - 1;
    MethodHandle collected = MethodHandles.collectArguments(reader, last, field.reader());
    int[] order = IntStream.concat(IntStream.range(0, last), IntStream.of(0, 1)).toArray();
    reader =
        MethodHandles.permuteArguments(
            collected, reader.type().dropParameterTypes(last, last + 1), order);
    check =
        MethodHandles.foldArguments(
            check, MethodHandles.filterArguments(field.check(), 0, accessor));
    writer =
        MethodHandles.foldArguments(
            writer, MethodHandles.filterArguments(field.writer(), 2, accessor));
  }

  FieldAccess access() {
    return new FieldAccess(reader.asType(READER), check, writer);
  }
}
