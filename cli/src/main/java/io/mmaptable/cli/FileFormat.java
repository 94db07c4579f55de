package io.mmaptable.cli;

import io.mmaptable.export.Compression;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// A kind of file that tables are imported from and exported to: a name's ending, without the dot.
enum FileFormat {
  CSV("csv", Compression.NONE),
  CSV_GZIP("csv.gz", Compression.GZIP),
  CSV_ZSTD("csv.zst", Compression.ZSTD),
  NPY("npy", Compression.NONE),
  NPZ("npz", Compression.NONE),
  ARROW("arrow", Compression.NONE),
  FEATHER("feather", Compression.NONE),
  ARROW_STREAM("arrows", Compression.NONE);

  private static final Path STANDARD = Path.of("-");

  private final String ending;
  private final Compression compression;

  FileFormat(String ending, Compression compression) {
    this.ending = ending;
    this.compression = compression;
  }

  /// How text is compressed.
  Compression compression() {
    return compression;
  }

  boolean isCsv() {
    return switch (this) {
      case CSV, CSV_GZIP, CSV_ZSTD -> true;
      case NPY, NPZ, ARROW, FEATHER, ARROW_STREAM -> false;
    };
  }

  boolean isArrow() {
    return switch (this) {
      case ARROW, FEATHER, ARROW_STREAM -> true;
      case CSV, CSV_GZIP, CSV_ZSTD, NPY, NPZ -> false;
    };
  }

  String ending() {
    return ending;
  }

  /// Whether a path stands for standard input or output.
  static boolean isStandard(Path file) {
    return file.equals(STANDARD);
  }

  /// The format of a file.
  ///
  /// @param name the one that was asked for, or null for what the file's name says
  /// @throws CommandLine.ParameterException if there is no such format
  static FileFormat of(Path file, @Nullable String name, CommandLine commandLine) {
    if (name == null && isStandard(file)) {
      throw new CommandLine.ParameterException(
          commandLine, "-: say by --format what it is: " + names());
    }
    String fileName = String.valueOf(file.getFileName());
    return formats().stream()
        .filter(
            format ->
                name == null
                    ? fileName.endsWith("." + format.ending)
                    : name.equalsIgnoreCase(format.ending))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    commandLine,
                    name == null
                        ? file
                            + ": its name ends with none of "
                            + names()
                            + "; --format says what it is"
                        : "--format: '" + name + "' is none of " + names()));
  }

  private static List<FileFormat> formats() {
    return Arrays.asList(values());
  }

  private static String names() {
    return formats().stream().map(FileFormat::ending).collect(Collectors.joining(", "));
  }
}
