package io.mmaptable.array;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Objects;

/// Makes [Rows] of one record over arrays of one dtype.
final class RowsFactory {
  private static final byte[] TEMPLATE = template();

  private final MethodHandle constructor;

  private RowsFactory(MethodHandle constructor) {
    this.constructor = constructor;
  }

  static RowsFactory of(FieldAccess row) {
    var handles = List.of(row.reader(), row.check(), row.writer());
    try {
      MethodHandles.Lookup hidden =
          MethodHandles.lookup().defineHiddenClassWithClassData(TEMPLATE, handles, true);
      MethodHandle constructor =
          hidden.findConstructor(
              hidden.lookupClass(), MethodType.methodType(void.class, NdArray.class));
      return new RowsFactory(constructor.asType(MethodType.methodType(Rows.class, NdArray.class)));
    } catch (IllegalAccessException | NoSuchMethodException e) {
      throw new LinkageError("cannot define rows of records", e);
    }
  }

  @SuppressWarnings("unchecked") // a row type asks its own factories only
  <T extends Record> Rows<T> rows(NdArray array) {
    try {
      return (Rows<T>) (Rows<?>) constructor.invokeExact(array);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new LinkageError("cannot make rows of records", e);
    }
  }

  private static byte[] template() {
    String name = BoundRows.class.getSimpleName() + ".class";
    try (InputStream in = RowsFactory.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
