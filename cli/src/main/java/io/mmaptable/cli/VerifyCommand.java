package io.mmaptable.cli;

import io.mmaptable.npy.Npz;
import io.mmaptable.table.Finding;
import io.mmaptable.table.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mmaptable verify`.
@Command(
    name = "verify",
    description =
        "Lists what is wrong with a table, an array or an archive, and changes nothing without"
            + " --repair.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PATH", description = "A file or a table's directory.")
  private Path path;

  @Mixin private RawOptions raw;

  @Option(
      names = "--repair",
      description =
          "Mends what a journal or the size of a file allows, says what was done, and verifies.")
  private boolean repair;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (repair) {
      repair().forEach(done -> out.println("repair: " + done));
      out.flush();
    }
    List<Finding> findings = verify();
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
    if (Paths.isArchive(path)) {
      try (Npz archive = Npz.open(path)) {
        for (String name : archive.names()) {
          archive.read(name);
        }
      }
      return List.of();
    }
    return ArrayVerification.of(path, raw.arrayOptions(path));
  }

  private List<String> repair() throws IOException {
    if (Paths.isTable(path)) {
      return Verification.repair(path);
    }
    if (Paths.isArchive(path)) {
      throw new UnsupportedOperationException(
          path + " is an archive, and only arrays and tables can be repaired");
    }
    return ArrayVerification.repair(path, raw.arrayOptions(path));
  }
}
