package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.internal.store.TestJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorCutTest {
  private static final int BYTES = 1 << 20;

  @TempDir private Path directory;

  @Test
  void fileThatIsCutUnderVectorsIsSaid() throws Exception {
    computeOnCutFile("<f8");
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(strings = {"<f4", "<i8", "<u4", "|u1"})
  void fileThatIsCutUnderVectorsOfOtherDTypesIsSaid(String dtype) throws Exception {
    computeOnCutFile(dtype);
  }

  private void computeOnCutFile(String dtype) throws Exception {
    Path file = Files.write(directory.resolve("x"), new byte[BYTES]);
    var flags = List.of("--add-modules=jdk.incubator.vector");
    try (var child = TestJvm.start(flags, CutFile.class, file, dtype)) {
      String output = child.rest();
      assertTrue(output.endsWith("done"), output);
      assertEquals(0, child.exitStatus());
    }
  }
}
