package io.mmaptable.cli;

import io.mmaptable.array.Parallelism;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command `mmaptable`. Its exit status is 0, 1 if the work failed (with one line that says
/// why), or 2 for wrong usage.
@Command(
    name = "mmaptable",
    description = "Memory-mapped tables in plain .npy files, shared between Java and Python.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      InfoCommand.class,
      ShowCommand.class,
      CreateCommand.class,
      ColumnCommand.class,
      AttrCommand.class,
      ResizeCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      VerifyCommand.class,
      ConvertCommand.class,
      CompactCommand.class,
      FreezeCommand.class,
      ThawCommand.class,
      InteractCommand.class
    })
public final class Main implements Runnable {
  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  /// Made by picocli.
  @SuppressWarnings("NullAway.Init") // picocli sets the field before it runs the command
  Main() {}

  /// Runs a command and ends the JVM with its exit status.
  ///
  /// @param arguments the command and its arguments
  public static void main(String[] arguments) {
    // Digits are digits, whatever the user's language.
    Locale.setDefault(Locale.ROOT);
    System.exit(commandLine().execute(arguments));
  }

  /// Makes the command line, which writes to standard output and standard error unless told
  /// otherwise.
  ///
  /// @return a new command line
  public static CommandLine commandLine() {
    return configured(new CommandLine(new Main()));
  }

  /// Makes a command line behave as all of ours do.
  static CommandLine configured(CommandLine commandLine) {
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(Main::runOnAllProcessors)
        .setExecutionExceptionHandler(Main::fail);
  }

  /// Threads start only when something large is computed.
  private static int runOnAllProcessors(CommandLine.ParseResult parsed) {
    try (var all = Parallelism.ofThreads(Runtime.getRuntime().availableProcessors())) {
      return all.call(() -> new CommandLine.RunLast().execute(parsed));
    }
  }

  private static int fail(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    err.println(commandLine.getCommandSpec().root().name() + ": " + explain(e));
    err.flush();
    return FAILED;
  }

  /// One line that says what went wrong.
  static String explain(Exception e) {
    String message = String.valueOf(e.getMessage());
    String line =
        switch (e) {
          case NoSuchFileException missing -> missing.getFile() + ": no such file or directory";
          case AccessDeniedException denied -> denied.getFile() + ": permission denied";
          case FileAlreadyExistsException exists ->
              exists.getFile()
                  + ": exists already"
                  + (exists.getReason() == null ? "" : " and " + exists.getReason());
          case UncheckedIOException unchecked ->
              explain(Objects.requireNonNull(unchecked.getCause()));
          case FileSystemException failed -> message;
          case IOException failed -> message;
          case IllegalArgumentException wrong -> message;
          case CommandLine.ParameterException wrong -> message;
          case IllegalStateException wrong -> message;
          case UnsupportedOperationException wrong -> message;
          case NoSuchElementException wrong -> message;
          default -> e.getClass().getSimpleName() + ": " + message;
        };
    return line.lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
  }

  /// Says which version this is: the one that the build wrote down.
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      var properties = new Properties();
      try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
        properties.load(Objects.requireNonNull(in));
      }
      return new String[] {"mmaptable " + properties.getProperty("version")};
    }
  }
}
