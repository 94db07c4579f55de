package io.mmaptable.cli;

import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapColumn;
import io.mmaptable.table.MmapTable;
import io.mmaptable.zarr.ZarrArray;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mmaptable freeze`.
@Command(
    name = "freeze",
    description = {
      "Puts compressed chunks in the place of columns that do not change any more, in the layout"
          + " of Zarr 3, which others read.",
      "Such columns are read as before, grow with the table, and cannot be set until they are"
          + " thawed. Frozen ones are encoded anew."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class FreezeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "TABLE", description = "The table's directory.")
  private Path path;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "COLUMN", description = "The columns.")
  private List<String> columns;

  @Option(
      names = "--codec",
      paramLabel = "CODEC[:LEVEL][,...]",
      description =
          "How chunks are encoded, one codec after the other, such as shuffle,zstd:5 (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "shuffle,zstd:5,crc32c")
  private String codecs;

  @Option(
      names = "--chunk-rows",
      paramLabel = "N",
      description = "How many rows a chunk has (default: as many as are about 64 KiB).")
  private @Nullable Long chunkRows;

  @Override
  public Integer call() throws IOException {
    List<CodecSpec> chosen = codecs();
    PrintWriter out = spec.commandLine().getOut();
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      for (String name : columns) {
        MmapColumn column =
            table.freeze(
                name,
                layout ->
                    (chunkRows == null ? layout : layout.chunkRows(chunkRows)).codecs(chosen));
        out.println(path + ": " + name + ": " + describe(column.frozen().orElseThrow()));
        out.flush();
      }
    }
    return 0;
  }

  private List<CodecSpec> codecs() {
    if (chunkRows != null && chunkRows < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--chunk-rows: " + chunkRows + " is not positive");
    }
    try {
      return BytesCodecs.system().parse(codecs);
    } catch (IllegalArgumentException | NoSuchElementException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--codec: " + e.getMessage(), e);
    }
  }

  private static String describe(ZarrArray chunks) throws IOException {
    long plain = chunks.dtype().itemSize();
    for (long length : chunks.shape()) {
      plain *= length;
    }
    long stored = chunks.storedBytes();
    return String.format(
        Locale.ROOT, "%d bytes, %d plain (%.2f to 1)", stored, plain, (double) plain / stored);
  }
}
