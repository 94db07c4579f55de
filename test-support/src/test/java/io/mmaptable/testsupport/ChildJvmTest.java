package io.mmaptable.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Scanner;
import org.junit.jupiter.api.Test;

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
}
