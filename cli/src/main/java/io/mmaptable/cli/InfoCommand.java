package io.mmaptable.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `mmaptable info`.
@Command(
    name = "info",
    description =
        "Says what arrays, archives and tables hold: dtype, shape, order, rows, columns,"
            + " attributes.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class InfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and directories.")
  private List<Path> paths;

  @Option(names = "--json", description = "One JSON document a line, one line a path.")
  private boolean json;

  @Option(
      names = "--checksum",
      description = "Adds the SHA-256 of the elements in C order, in the file's own byte order.")
  private boolean checksum;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    var description = new Description(checksum);
    boolean failed = false;
    for (Path path : paths) {
      try {
        print(out, description.of(path));
      } catch (UncheckedIOException e) {
        failed = true;
        refuse(path, Objects.requireNonNull(e.getCause()));
      } catch (IOException e) {
        failed = true;
        refuse(path, e);
      }
    }
    out.flush();
    spec.commandLine().getErr().flush();
    return failed ? 1 : 0;
  }

  private void refuse(Path path, IOException e) {
    if (json) {
      print(spec.commandLine().getOut(), Description.refused(path, e));
    } else {
      spec.commandLine().getErr().println("mmaptable: " + Main.explain(e));
    }
  }

  private void print(PrintWriter out, Map<String, @Nullable Object> description) {
    if (json) {
      out.println(JsonMapper.shared().writeValueAsString(description));
    } else {
      out.print(new InfoText(description));
    }
  }
}
