package io.mmaptable.array;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;

/// Rows of one record and one dtype: the template of a hidden class for each such pair, in which
/// the method handles are constants. So the compiler sees through them, whatever other records the
/// same JVM has read: into the loads, and where the caller lets it to a record that is never made.
///
/// The class itself is never used.
final class BoundRows<T extends Record> extends Rows<T> {
  private static final MethodHandle READER;
  private static final MethodHandle CHECK;
  private static final MethodHandle WRITER;

  static {
    try {
      @SuppressWarnings("unchecked") // RowsFactory gives three handles
      List<MethodHandle> handles = MethodHandles.classData(MethodHandles.lookup(), "_", List.class);
      READER = handles.get(0);
      CHECK = handles.get(1);
      WRITER = handles.get(2);
    } catch (IllegalAccessException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  BoundRows(NdArray array) {
    super(array);
  }

  @Override
  @SuppressWarnings("unchecked") // the reader makes what the row type is of
  public T get(long row) {
    long at = at(row);
    try {
      return (T) (Record) READER.invokeExact(segment, at);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  public void set(long row, T value) {
    array.requireWritable();
    long at = at(row);
    try {
      CHECK.invokeExact((Record) value);
      WRITER.invokeExact(segment, at, (Record) value);
    } catch (Throwable e) {
      throw failure(e);
    }
  }
}
