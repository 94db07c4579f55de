package io.mmaptable.peers;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.channels.FileChannel.MapMode.READ_WRITE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.testsupport.ChildProcess;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NumPyContainerTest {

  private static final String EVERY_NUMPY = "io.mmaptable.peers.NumPyContainer#all";

  @TempDir(factory = SharedTempDir.class)
  private Path directory;

  @ParameterizedTest
  @MethodSource(EVERY_NUMPY)
  void numpyAndPandasAreThere(NumPyContainer numpy) {
    String[] versions =
        numpy
            .run("import numpy, pandas; print(numpy.__version__, pandas.__version__)")
            .split(" ", -1);
    System.out.printf("%s: NumPy %s, pandas %s%n", numpy, versions[0], versions[1]);
    assertTrue(Integer.parseInt(versions[0].split("\\.", -1)[0]) >= 1, versions[0]);
  }

  @ParameterizedTest
  @MethodSource(EVERY_NUMPY)
  void argumentsAndOutputKeepEveryCharacter(NumPyContainer numpy) {
    assertEquals("α β 🐍", numpy.run("import sys; print(*sys.argv[1:])", "α", "β 🐍"));
  }

  @ParameterizedTest
  @MethodSource(EVERY_NUMPY)
  void failureShowsTheTraceback(NumPyContainer container) {
    NumPyContainer numpy = container.required();
    AssertionError error = assertThrows(AssertionError.class, () -> numpy.run("1 / 0"));
    assertTrue(error.getMessage().contains("exit status 1"), error.getMessage());
    assertTrue(error.getMessage().contains("ZeroDivisionError"), error.getMessage());
  }

  @ParameterizedTest
  @MethodSource(EVERY_NUMPY)
  void fileOfNumPyBelongsToThisUser(NumPyContainer numpy) throws IOException {
    Path file = directory.resolve("a.npy");
    numpy.run("import sys, numpy as np; np.save(sys.argv[1], np.arange(3))", file);
    assertEquals(Files.getOwner(directory), Files.getOwner(file));
    assertEquals(128 + 3 * Long.BYTES, Files.size(file));
  }

  @ParameterizedTest
  @MethodSource(EVERY_NUMPY)
  void mappingsOfOneFileAreTheSameMemory(NumPyContainer numpy) throws IOException {
    Path file = directory.resolve("shared.bin");
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, READ, WRITE);
        Arena arena = Arena.ofConfined()) {
      MemorySegment mapped = channel.map(READ_WRITE, 0, 2 * Long.BYTES, arena);
      try (ChildProcess python =
          numpy.start(
              """
              import sys
              import numpy as np
              a = np.memmap(sys.argv[1], dtype=np.int64, mode="r+")
              print("mapped")
              input()
              a[1] = a[0] + 1
              print(a[0])
              input()
              """,
              file)) {
        python.awaitLine("mapped");
        mapped.setAtIndex(JAVA_LONG, 0, 41);
        python.send("");
        assertEquals("41", python.nextLine());
        assertEquals(42, mapped.getAtIndex(JAVA_LONG, 1));
        python.send("");
        python.awaitSuccess();
      }
    }
  }
}
