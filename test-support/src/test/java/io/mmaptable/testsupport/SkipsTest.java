package io.mmaptable.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class SkipsTest {

  @Test
  void eachReasonIsPrintedOnce() {
    var printed = new ByteArrayOutputStream();
    var out = new PrintStream(printed, true, UTF_8);
    Skips.announce(out, "a reason of this test");
    Skips.announce(out, "another one");
    Skips.announce(out, "a reason of this test");
    assertEquals(
        "tests skipped: a reason of this test\ntests skipped: another one\n",
        printed.toString(UTF_8).replace(System.lineSeparator(), "\n"));
  }
}
