package io.mmaptable.cli;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command `diskarray`. Its exit status is 0, 1 if the work failed, or 2 for wrong usage; one
/// line says why.
@Command(
    name = "diskarray",
    description = "Memory-mapped arrays that grow, in .npy files and in files without a header.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ArrayInteractCommand.class)
public final class DiskArrayMain implements Runnable {
  @Spec private CommandSpec spec;

  /// Made by picocli.
  @SuppressWarnings("NullAway.Init") // picocli sets the field before it runs the command
  DiskArrayMain() {}

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
    return Main.configured(new CommandLine(new DiskArrayMain()))
        .setParameterExceptionHandler(DiskArrayMain::refuse);
  }

  private static int refuse(CommandLine.ParameterException e, String[] arguments) {
    CommandLine commandLine = e.getCommandLine();
    String name = commandLine.getCommandSpec().qualifiedName();
    commandLine
        .getErr()
        .println("diskarray: " + Main.explain(e) + "; " + name + " --help says how it is done");
    commandLine.getErr().flush();
    return CommandLine.ExitCode.USAGE;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
  }
}
