package io.mmaptable.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnforcedClassesTest {

  @TempDir private Path directory;

  @Test
  void noClassForcesAnything() throws IOException {
    UnforcedClasses.write(DType.class.getModule(), directory);
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> classes = files.filter(Files::isRegularFile).toList();
      assertTrue(classes.size() > 100, classes.size() + " classes");
      for (Path file : classes) {
        assertFalse(calls(Files.readAllBytes(file)).contains("force"), file::toString);
      }
    }
  }

  @Test
  void nothingElseIsTakenOut() throws IOException {
    try (var in = UnforcedClassesTest.class.getResourceAsStream("ChildProcess.class")) {
      byte[] bytes = in.readAllBytes();
      assertEquals(calls(bytes), calls(UnforcedClasses.withoutForce(bytes)));
    }
  }

  /// The calls of channels' methods, and of all others in a class that calls none.
  private static List<String> calls(byte[] bytes) {
    return ClassFile.of().parse(bytes).methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(code -> code.elementStream())
        .filter(element -> element instanceof InvokeInstruction)
        .map(element -> ((InvokeInstruction) element))
        .filter(call -> !call.owner().asInternalName().startsWith("io/mmaptable"))
        .map(call -> call.name().stringValue())
        .toList();
  }
}
