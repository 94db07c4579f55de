package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ParallelismTest {

  @Test
  void commandsComputeOnSeveralThreads() {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
    var computing = new Computing();

    CommandLine commandLine = Main.commandLine().addSubcommand(computing);
    int status = commandLine.execute("compute");

    assertEquals(0, status);
    assertTrue(computing.hadThreads);
  }

  /// Computes something large, and looks for the threads that were started for it.
  @Command(name = "compute")
  private static final class Computing implements Runnable {
    private boolean hadThreads;

    @Override
    public void run() {
      NdArray ones = NdArray.zeros(DType.FLOAT64, 1_000_000).add(1);
      assertEquals(1_000_000, ones.sum().getDouble());
      hadThreads =
          Thread.getAllStackTraces().keySet().stream()
              .anyMatch(thread -> thread.getName().equals("mmaptable"));
    }
  }
}
