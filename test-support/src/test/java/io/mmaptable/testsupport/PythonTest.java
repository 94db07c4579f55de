package io.mmaptable.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PythonTest {

  @Test
  void scriptGetsArgumentsAndItsOutputComesBack() {
    String output =
        Python.required()
            .run(
                """
                import sys
                import numpy as np
                print(np.arange(int(sys.argv[1]), dtype=sys.argv[2]).sum())
                """,
                5,
                "<i8");
    assertEquals("10", output);
  }

  @Test
  void failureShowsTheTraceback() {
    Python python = Python.required();
    AssertionError error = assertThrows(AssertionError.class, () -> python.run("import no_such"));
    assertTrue(error.getMessage().contains("No module named 'no_such'"), error.getMessage());
  }

  @Test
  void startedScriptAnswersWhileItRuns() {
    try (ChildProcess script = Python.required().start("while True: print(int(input()) + 1)")) {
      script.send("41");
      assertEquals("42", script.nextLine());
    }
  }
}
