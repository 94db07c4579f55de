package io.mmaptable.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {

  @Test
  void mainClassOfTheTestGetsArgumentsAndOptions() {
    try (ChildProcess child =
        ChildJvm.start(List.of("-Dgreeting=hello"), Greeter.class, "Ada", 1)) {
      assertEquals("hello, Ada 1", child.awaitSuccess());
    }
  }

  @Test
  void linesGoBothWays() {
    try (ChildProcess child = ChildJvm.start(Echo.class)) {
      child.awaitLine("ready");
      child.send("один");
      assertEquals("один", child.nextLine());
      child.send("two");
      assertEquals("two", child.nextLine());
    }
  }

  @Test
  void killLeavesNoTimeForShutdownHooks() {
    try (ChildProcess child = ChildJvm.start(Echo.class)) {
      child.awaitLine("ready");
      child.kill();
      assertFalse(child.isAlive());
      assertEquals(137, child.exitStatus());
    }
  }

  @Test
  void stoppedChildAnswersNoMoreAndCanBeKilled() {
    assumeTrue(Files.exists(Path.of("/proc/self/stat")), "no Linux");
    try (ChildProcess child = ChildJvm.start(Echo.class)) {
      child.awaitLine("ready");
      child.stop();
      child.send("one");
      assertTrue(child.isAlive());
      child.kill();
      assertEquals(List.of("ready"), child.lines());
    }
  }

  @Test
  void replacementsComeBeforeTheClassesOfThisJvm(@TempDir Path directory) throws IOException {
    UnforcedClasses.write(DType.class.getModule(), directory);
    try (ChildProcess child = ChildJvm.start(List.of(), List.of(directory), Origin.class)) {
      assertEquals(directory.toUri().toURL().toString(), child.awaitSuccess());
    }
  }

  @Test
  void closeKillsAChildThatStillRuns() {
    ChildProcess child = ChildJvm.start(Echo.class);
    child.awaitLine("ready");
    child.close();
    assertFalse(ProcessHandle.of(child.pid()).map(ProcessHandle::isAlive).orElse(false));
  }

  @Test
  void failureShowsStandardError() {
    try (ChildProcess child = ChildJvm.start(Thrower.class)) {
      AssertionError error = assertThrows(AssertionError.class, child::awaitSuccess);
      String message = error.getMessage();
      assertTrue(
          message.startsWith("Thrower (process " + child.pid() + ") ended with exit status 1"),
          message);
      assertTrue(message.contains("NullPointerException: on purpose"), message);
    }
  }

  @Test
  void missingLineIsToldFromASlowOne() {
    try (ChildProcess child = ChildJvm.start(Greeter.class, "Ada", 1)) {
      AssertionError error =
          assertThrows(AssertionError.class, () -> child.awaitLine("something else"));
      assertEquals(
          "Greeter (process " + child.pid() + ") printed nothing more and ended with exit status 0",
          error.getMessage());
    }
  }

  @Test
  void patchesOfModulesAreFound() {
    assertEquals(
        List.of("/a/classes", "/b=c"),
        ChildJvm.patches(
            List.of("-Xmx1g", "--patch-module=m=/a/classes", "--patch-module=n=/b=c")));
  }

  static final class Greeter {
    public static void main(String[] args) {
      System.out.println(System.getProperty("greeting") + ", " + String.join(" ", args));
    }
  }

  static final class Echo {
    public static void main(String[] args) {
      System.out.println("ready");
      Scanner lines = new Scanner(System.in, UTF_8);
      while (lines.hasNextLine()) {
        System.out.println(lines.nextLine());
      }
    }
  }

  static final class Thrower {
    public static void main(String[] args) {
      Objects.requireNonNull(System.getProperty("no.such.property"), "on purpose");
    }
  }

  static final class Origin {
    public static void main(String[] args) {
      System.out.println(DType.class.getProtectionDomain().getCodeSource().getLocation());
    }
  }
}
