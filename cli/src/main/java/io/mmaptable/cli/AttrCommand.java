package io.mmaptable.cli;

import io.mmaptable.file.Mode;
import io.mmaptable.table.Attributes;
import io.mmaptable.table.MmapTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mmaptable attr`: reads, sets and deletes the attributes of a table or of one of its columns, as
/// JSON.
@Command(
    name = "attr",
    description = "Prints, sets and deletes attributes.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class AttrCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "get, set or delete attributes?");
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
        value = entriesWith(key, value, path, column).get(key);
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println(AttrJson.write(value));
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

  @Command(
      name = "delete",
      description = "Deletes entries of attributes.",
      mixinStandardHelpOptions = true)
  void delete(
      @Parameters(paramLabel = "TABLE", description = "The table's directory.") Path path,
      @Parameters(paramLabel = "KEY", arity = "1..*", description = "An entry.") List<String> keys,
      @Option(
              names = "--column",
              paramLabel = "NAME",
              description = "Of this column; of the table by default.")
          @Nullable String column)
      throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      Attributes attributes = of(table, column);
      @Nullable Object value = attributes.attr();
      var left = new LinkedHashMap<Object, @Nullable Object>();
      for (String key : keys) {
        left.putAll(entriesWith(key, value, path, column)); // all are there, or none is deleted
      }
      keys.forEach(left::remove);
      attributes.setAttr(left);
    }
  }

  private @Nullable Object parse(String text) {
    try {
      return AttrJson.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.subcommands().get("set"), String.valueOf(e.getMessage()), e);
    }
  }

  private static Map<?, ?> entriesWith(
      String key, @Nullable Object attr, Path table, @Nullable String column) {
    if (attr instanceof Map<?, ?> entries && entries.containsKey(key)) {
      return entries;
    }
    throw new NoSuchElementException(
        describe(table, column)
            + " has no attribute '"
            + key
            + "'; it has "
            + (attr instanceof Map<?, ?> entries ? entries.keySet() : "no entries"));
  }

  private static Attributes of(MmapTable table, @Nullable String column) {
    return column == null ? table : table.column(column);
  }

  private static String describe(Path table, @Nullable String column) {
    return column == null ? table.toString() : "column '" + column + "' of " + table;
  }
}
