package io.mmaptable.cli;

import io.mmaptable.diskarray.DiskArray;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mmaptable compact`.
@Command(
    name = "compact",
    description = "Gives the space back that an array no longer needs, by writing its file anew.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class CompactCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PATH", description = "An array's file.")
  private Path path;

  @Mixin private RawOptions raw;

  @Override
  public Integer call() throws IOException {
    if (Paths.isTable(path)) {
      throw new UnsupportedOperationException(
          path + " is a table; only arrays outside of tables can be compacted");
    }
    long before = Files.size(path);
    try (DiskArray array = DiskArray.open(path, raw.arrayOptions(path))) {
      array.compact();
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(path + ": " + Files.size(path) + " bytes, " + before + " before");
    out.flush();
    return 0;
  }
}
