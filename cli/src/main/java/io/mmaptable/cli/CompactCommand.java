package io.mmaptable.cli;

import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
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
    description =
        "Gives the space back that an array or a table no longer needs, by writing its files anew.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class CompactCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PATH", description = "An array's file or a table's directory.")
  private Path path;

  @Mixin private RawOptions raw;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println(path + ": " + (Paths.isTable(path) ? compactTable() : compactArray()));
    out.flush();
    return 0;
  }

  private String compactTable() throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      return table.compact() + " bytes shorter";
    }
  }

  private String compactArray() throws IOException {
    long before = Files.size(path);
    try (DiskArray array = DiskArray.open(path, raw.arrayOptions(path))) {
      array.compact();
    }
    return Files.size(path) + " bytes, " + before + " before";
  }
}
