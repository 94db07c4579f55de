package io.mmaptable.cli;

import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import io.mmaptable.npy.Npz;
import io.mmaptable.table.Finding;
import io.mmaptable.table.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mmaptable verify`.
@Command(
    name = "verify",
    description = "Lists what is wrong with a table, an array or an archive, and changes nothing.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PATH", description = "A file or a table's directory.")
  private Path path;

  @Override
  public Integer call() throws IOException {
    List<Finding> findings = verify();
    PrintWriter out = spec.commandLine().getOut();
    findings.forEach(out::println);
    long faults =
        findings.stream().filter(finding -> finding.severity() == Finding.Severity.FAULT).count();
    out.println(path + ": " + (faults == 0 ? "ok" : faults + (faults == 1 ? " fault" : " faults")));
    out.flush();
    return faults == 0 ? 0 : 1;
  }

  private List<Finding> verify() throws IOException {
    if (Paths.isTable(path)) {
      return Verification.of(path);
    }
    var findings = new ArrayList<Finding>();
    if (Paths.isArchive(path)) {
      try (Npz archive = Npz.open(path)) {
        for (String name : archive.names()) {
          archive.read(name);
        }
      }
      return findings;
    }
    if (Npy.header(path).layout().ndim() == 0) {
      Npy.read(path);
      return findings;
    }
    try (DiskArray array = DiskArray.open(path, Mode.READ_ONLY)) {
      array
          .recoveryNote()
          .ifPresent(note -> findings.add(new Finding(Finding.Severity.NOTE, path, note)));
    }
    return findings;
  }
}
