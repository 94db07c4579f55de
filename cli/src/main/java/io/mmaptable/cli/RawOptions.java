package io.mmaptable.cli;

import io.mmaptable.diskarray.DiskArrayOptions;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options of a command that say what a file without a header holds.
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command is called
final class RawOptions {

  /// How elements lie in memory, with NumPy's letters.
  enum Order {
    C,
    F
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--dtype",
      paramLabel = "DTYPE",
      description = "The elements of a file without a header, such as float32 or '<i2'.")
  private @Nullable String dtype;

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      description = "Their shape, such as -1,3; a length of -1 is what the file has.")
  private @Nullable String shape;

  @Option(names = "--offset", paramLabel = "BYTES", description = "Where they begin in the file.")
  private @Nullable Long offset;

  @Option(
      names = "--source-order",
      paramLabel = "C|F",
      description = "How they lie in the file; C by default.")
  private @Nullable Order sourceOrder;

  /// What is said of a file; null if it is a `.npy` file, which says it itself, or claims to be one
  /// and nothing is said.
  ///
  /// @param path the file
  /// @return the description
  /// @throws CommandLine.ParameterException if too little is said, too much, or something wrong
  /// @throws IOException if the file cannot be read
  @Nullable RawDescription describe(Path path) throws IOException {
    if (!Npy.isNpy(path)) {
      return isSaid() || !path.toString().endsWith(".npy") ? described(path) : null;
    }
    if (isSaid()) {
      throw wrong(
          path
              + " is a .npy file, whose header says what --dtype, --shape, --offset and"
              + " --source-order say of others");
    }
    return null;
  }

  /// Whether anything is said.
  boolean isSaid() {
    return dtype != null || shape != null || offset != null || sourceOrder != null;
  }

  /// How the array in a file is opened, whether it has a header or not.
  ///
  /// @param path the file
  /// @return options, for reading and writing
  /// @throws CommandLine.ParameterException if too little is said, too much, or something wrong
  /// @throws IOException if the file cannot be read
  DiskArrayOptions arrayOptions(Path path) throws IOException {
    RawDescription described = describe(path);
    if (described == null) {
      return DiskArrayOptions.DEFAULT;
    }
    try {
      return described.options();
    } catch (IllegalArgumentException e) {
      throw wrong("--shape: " + e.getMessage());
    }
  }

  private RawDescription described(Path path) {
    if (dtype == null) {
      throw wrong(path + " is no .npy file; say with --dtype what its elements are");
    }
    if (offset != null && offset < 0) {
      throw wrong("--offset: " + offset + " is negative");
    }
    try {
      return new RawDescription(
          DTypeNotation.parse(dtype),
          shape == null ? null : ShapeNotation.parse(shape),
          offset == null ? 0 : offset,
          sourceOrder == Order.F);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
