package io.mmaptable.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mmaptable demo`.
@Command(
    name = "demo",
    description = "Makes a table of four years of weather, and shows what can be done with it.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description =
          "The table's directory, missing or empty; DIR.csv and DIR.records.npy are written beside"
              + " it. Without it, in a new temporary directory.")
  private @Nullable Path directory;

  @Override
  public Integer call() throws IOException {
    Path table =
        (directory == null
                ? Files.createTempDirectory("mmaptable-demo-").resolve("weather")
                : directory)
            .toAbsolutePath()
            .normalize();
    Path parent = table.getParent();
    if (parent == null) {
      throw new FileAlreadyExistsException(table.toString(), null, "is not empty");
    }
    Path csv = table.resolveSibling(table.getFileName() + ".csv");
    Path records = table.resolveSibling(table.getFileName() + ".records.npy");
    requireVacant(csv);
    requireVacant(records);
    Files.createDirectories(parent);
    PrintWriter out = spec.commandLine().getOut();
    new Demo(table, csv, records, out).run();
    return 0;
  }

  private static void requireVacant(Path file) throws FileAlreadyExistsException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(file.toString());
    }
  }
}
