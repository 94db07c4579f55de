package io.mmaptable.cli;

import io.mmaptable.file.Mode;
import io.mmaptable.table.Attributes;
import io.mmaptable.table.MmapTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `mmaptable attr`: reads and sets the attributes of a table or of one of its columns, as JSON.
@Command(
    name = "attr",
    description = "Prints and sets attributes.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class AttrCommand implements Runnable {
  /// Reads numbers exactly, and one value only.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "get or set attributes?");
  }

  @Command(
      name = "get",
      description = "Prints attributes as one line of JSON.",
      mixinStandardHelpOptions = true)
  void get(
      @Parameters(paramLabel = "TABLE", description = "The table's directory.") Path path,
      @Parameters(
              paramLabel = "KEY",
              arity = "0..1",
              description = "Only the value of this entry; all attributes by default.")
          @Nullable String key,
      @Option(
              names = "--column",
              paramLabel = "NAME",
              description = "Those of this column; of the table by default.")
          @Nullable String column)
      throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      Attributes attributes = of(table, column);
      @Nullable Object value = attributes.attr();
      if (key != null) {
        if (!(value instanceof Map<?, ?> entries) || !entries.containsKey(key)) {
          throw new NoSuchElementException(
              describe(path, column)
                  + " has no attribute '"
                  + key
                  + "'; it has "
                  + (value instanceof Map<?, ?> entries ? entries.keySet() : "no entries"));
        }
        value = entries.get(key);
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println(JSON.writeValueAsString(value));
      out.flush();
    }
  }

  @Command(
      name = "set",
      description = "Sets an attribute, or all of them where no key is given.",
      mixinStandardHelpOptions = true)
  void set(
      @Parameters(paramLabel = "TABLE", description = "The table's directory.") Path path,
      @Parameters(
              paramLabel = "[KEY] VALUE",
              arity = "1..2",
              description = "The entry, and its value as JSON, such as 3.5, '\"m/s\"' or '[1, 2]'.")
          String[] keyAndValue,
      @Option(
              names = "--column",
              paramLabel = "NAME",
              description = "Those of this column; of the table by default.")
          @Nullable String column)
      throws IOException {
    @Nullable Object value = parse(keyAndValue[keyAndValue.length - 1]);
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      Attributes attributes = of(table, column);
      if (keyAndValue.length == 1) {
        attributes.setAttr(value);
      } else {
        attributes.setAttr(keyAndValue[0], value);
      }
    }
  }

  private @Nullable Object parse(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JacksonException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "'" + text + "' is no JSON value: " + e.getOriginalMessage(), e);
    }
  }

  private static Attributes of(MmapTable table, @Nullable String column) {
    return column == null ? table : table.column(column);
  }

  private static String describe(Path table, @Nullable String column) {
    return column == null ? table.toString() : "column '" + column + "' of " + table;
  }
}
