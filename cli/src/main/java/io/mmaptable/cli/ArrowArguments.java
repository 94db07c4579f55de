package io.mmaptable.cli;

import io.mmaptable.export.ArrowCompression;
import io.mmaptable.export.ArrowOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How an Arrow file or stream is written.
@SuppressWarnings("NullAway.Init") // picocli sets the field before it calls the command
final class ArrowArguments {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--compression",
      paramLabel = "CODEC",
      description = "How buffers of an Arrow file are compressed: none, lz4 or zstd.")
  private ArrowCompression compression = ArrowCompression.NONE;

  @Option(
      names = "--index",
      paramLabel = "NAME",
      description = "The column that pandas takes for the index of an Arrow file.")
  private @Nullable String index;

  @Option(
      names = "--dictionary",
      split = ",",
      paramLabel = "NAME",
      description =
          "Text columns of which an Arrow file has each value once; pandas reads categories.")
  private String[] dictionaries = {};

  @Option(names = "--nan-as-null", description = "Write NaN as null in an Arrow file.")
  private boolean nanAsNull;

  @Option(
      names = "--bytes-as-text",
      description = "Write columns of bytes (S) as text in an Arrow file; they must be UTF-8.")
  private boolean bytesAsText;

  @Option(
      names = "--large-text",
      description = "Write text of an Arrow file with offsets of 64 bits.")
  private boolean largeText;

  @Option(
      names = "--batch-rows",
      paramLabel = "N",
      description = "Rows of each record batch of an Arrow file (default: what suits readers).")
  private long batchRows;

  ArrowOptions options() {
    if (batchRows < 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--batch-rows: " + batchRows + " is negative");
    }
    ArrowOptions options =
        ArrowOptions.DEFAULT
            .withCompression(compression)
            .withDictionaries(dictionaries)
            .withBatchRows(batchRows);
    if (nanAsNull) {
      options = options.withNanAsNull();
    }
    if (bytesAsText) {
      options = options.withBytesAsText();
    }
    if (largeText) {
      options = options.withLargeText();
    }
    return index == null ? options : options.withIndex(index);
  }
}
