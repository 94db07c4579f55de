package io.mmaptable.cli;

import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mmaptable column`: one command for each change of a table's columns.
@Command(
    name = "column",
    description = "Adds, copies, renames, reorders and deletes columns of a table.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class ColumnCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "add, copy, rename, reorder or delete columns?");
  }

  @Command(name = "add", description = "Adds columns of zeros.", mixinStandardHelpOptions = true)
  void add(
      @Parameters(paramLabel = "TABLE", description = "The table's directory.") Path path,
      @Parameters(
              paramLabel = "NAME:DTYPE[:SHAPE]",
              arity = "1..*",
              description = "A column, such as x:f8, position:float32:3 or image:u1:(28,28).")
          List<String> columns)
      throws IOException {
    List<ColumnSpec> specs = ColumnSpec.parseAll(columns);
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      table.addColumns(specs.stream().map(ColumnSpec::column).toList());
    }
  }

  @Command(
      name = "copy",
      description = "Copies a column and its attributes.",
      mixinStandardHelpOptions = true)
  void copy(
      @Parameters(paramLabel = "TABLE", description = "The table's directory.") Path path,
      @Parameters(paramLabel = "NAME", description = "The column to copy.") String name,
      @Parameters(paramLabel = "COPY", description = "The name of the copy.") String copy)
      throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      table.copyColumn(name, copy);
    }
  }

  @Command(
      name = "rename",
      description = "Renames a column, within its group or into another.",
      mixinStandardHelpOptions = true)
  void rename(
      @Parameters(paramLabel = "TABLE", description = "The table's directory.") Path path,
      @Parameters(paramLabel = "NAME", description = "The column.") String name,
      @Parameters(paramLabel = "NEW", description = "Its new name.") String newName)
      throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      table.renameColumn(name, newName);
    }
  }

  @Command(
      name = "reorder",
      description = "Puts columns first, in this order; the others follow as they are.",
      mixinStandardHelpOptions = true)
  void reorder(
      @Parameters(paramLabel = "TABLE", description = "The table's directory.") Path path,
      @Parameters(paramLabel = "NAME", arity = "1..*", description = "A column.")
          List<String> names)
      throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      var ordered = new ArrayList<String>(names);
      table.columnNames().stream().filter(name -> !names.contains(name)).forEach(ordered::add);
      table.reorderColumns(ordered);
    }
  }

  @Command(
      name = "delete",
      description = "Deletes columns and their attributes.",
      mixinStandardHelpOptions = true)
  void delete(
      @Parameters(paramLabel = "TABLE", description = "The table's directory.") Path path,
      @Parameters(paramLabel = "NAME", arity = "1..*", description = "A column.")
          List<String> names)
      throws IOException {
    var distinct = new HashSet<String>();
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      for (String name : names) {
        table.column(name); // all are there, or none is deleted
        if (!distinct.add(name)) {
          throw new IllegalArgumentException("column '" + name + "' stands twice");
        }
      }
      for (String name : names) {
        table.deleteColumn(name);
      }
    }
  }
}
