package io.mmaptable.internal.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Optional;

/// The calls to Linux that the JDK has no method for: `fallocate(2)`, to reserve blocks and to give
/// them back, and `syncfs(2)`, to make many files durable at once.
///
/// Only where this module may call native code (`--enable-native-access`); elsewhere there is no
/// instance, and nothing is said.
@SuppressWarnings("restricted") // only reached where native access is enabled
final class NativeFiles {
  private static final int O_RDWR = 2;
  private static final int O_CLOEXEC = 0x80000;
  private static final int KEEP_SIZE = 1;
  private static final int PUNCH_HOLE = 2;
  private static final int ENOSPC = 28;
  private static final int EDQUOT = 122;

  private static final Optional<NativeFiles> INSTANCE = link();

  private final MethodHandle open;
  private final MethodHandle close;
  private final MethodHandle fallocate;
  private final MethodHandle syncfs;
  private final StructLayout captured = Linker.Option.captureStateLayout();
  private final VarHandle errno =
      captured.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private NativeFiles(Linker linker) {
    Linker.Option capture = Linker.Option.captureCallState("errno");
    open =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("open"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2),
            capture);
    close =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("close"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    fallocate =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("fallocate"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG),
            capture);
    syncfs =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("syncfs"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  /// The calls, where there may be any.
  static Optional<NativeFiles> instance() {
    return INSTANCE;
  }

  private static Optional<NativeFiles> link() {
    if (!NativeFiles.class.getModule().isNativeAccessEnabled()
        || !System.getProperty("os.name").equals("Linux")
        || ValueLayout.ADDRESS.byteSize() != 8) {
      return Optional.empty();
    }
    return Optional.of(new NativeFiles(Linker.nativeLinker()));
  }

  /// Reserves blocks for a part of a file, extending the file where it is shorter.
  ///
  /// @return false if the file system has no such call
  /// @throws IOException if the disk is full
  boolean allocate(Path path, long from, long to) throws IOException {
    return fallocate(path, 0, from, to - from);
  }

  /// Gives the blocks of a part of a file back. It reads as zeros afterwards, and the file keeps
  /// its size.
  ///
  /// @return false if the file system has no such call
  boolean punchHole(Path path, long from, long to) throws IOException {
    return fallocate(path, PUNCH_HOLE | KEEP_SIZE, from, to - from);
  }

  /// Makes everything durable that was written to a file system.
  ///
  /// @param directory a directory in it
  /// @return false if that failed
  boolean syncFileSystem(Path directory) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(captured);
      MemorySegment name = arena.allocateFrom(directory.toAbsolutePath().toString());
      int descriptor = (int) open.invokeExact(state, name, O_CLOEXEC);
      if (descriptor < 0) {
        return false;
      }
      try {
        return (int) syncfs.invokeExact(descriptor) == 0;
      } finally {
        int _ = (int) close.invokeExact(descriptor);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a call to syncfs failed", e);
    }
  }

  private boolean fallocate(Path path, int mode, long offset, long length) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(captured);
      MemorySegment name = arena.allocateFrom(path.toAbsolutePath().toString());
      int descriptor = (int) open.invokeExact(state, name, O_RDWR | O_CLOEXEC);
      if (descriptor < 0) {
        return false;
      }
      try {
        int result = (int) fallocate.invokeExact(state, descriptor, mode, offset, length);
        if (result == 0) {
          return true;
        }
        int error = (int) errno.get(state, 0L);
        if (error == ENOSPC || error == EDQUOT) {
          throw new IOException(
              path + ": no space for " + length + " bytes from byte " + offset + " on");
        }
        return false;
      } finally {
        int _ = (int) close.invokeExact(descriptor);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a call to fallocate failed", e);
    }
  }
}
