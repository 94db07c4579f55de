package io.mmaptable.cli;

import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Options that only some formats have.
///
/// @param spec the command
/// @param format the format of the file
record FormatOptions(CommandSpec spec, FileFormat format) {

  /// Refuses all options of a mixin, unless the format has them: an option that would change
  /// nothing is a mistake.
  void requireUnusedMixin(String name, boolean unless) {
    requireUnused(Objects.requireNonNull(spec.mixins().get(name), name).options(), unless);
  }

  /// Refuses an option, unless the format has it.
  void requireUnused(String name, boolean unless) {
    requireUnused(List.of(spec.findOption(name)), unless);
  }

  private void requireUnused(List<OptionSpec> options, boolean unless) {
    for (OptionSpec option : options) {
      if (!unless && spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), option.longestName() + " is not for " + format.ending());
      }
    }
  }
}
