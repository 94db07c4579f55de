package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Runs the cases of `cases/generate.py` through the public methods of [NdArray], and compares what
/// comes with what NumPy gave.
///
/// It is a program, too: `java -cp CLASSES:TEST-CLASSES io.mmaptable.array.NumPyCases DIRECTORY
/// [GROUP...]`. Without groups it runs all whose files are there. `-Dcases.shown=100` shows more of
/// what differs.
public final class NumPyCases {
  private static final int SHOWN = Integer.getInteger("cases.shown", 20);

  private static final List<String> GROUPS =
      List.of(
          "index", "assign", "overlap", "cast", "can_cast", "shape", "make", "print", "element");

  private final Path directory;
  private final CaseArrays arrays;
  private final CaseOperations operations;
  private final CaseAssignment assignment;

  NumPyCases(Path directory) {
    this.directory = directory;
    this.arrays = CaseArrays.read(directory.resolve("arrays.tsv"));
    this.operations = new CaseOperations(arrays);
    this.assignment = new CaseAssignment(arrays);
  }

  /// Compares all cases of a directory, and prints what differs.
  ///
  /// @param arguments the directory, and groups, or none for all that are in it
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    List<String> groups = List.of(arguments).subList(1, arguments.length);
    boolean differs = false;
    for (String group : groups.isEmpty() ? groups(directory) : groups) {
      Report report = run(directory, group);
      System.out.println(group + ": " + report.cases() + " cases" + report);
      differs |= !report.isEmpty();
    }
    System.exit(differs ? 1 : 0);
  }

  private static List<String> groups(Path directory) {
    return Stream.of(GROUPS, ComputingCases.GROUPS)
        .flatMap(List::stream)
        .filter(group -> Files.exists(directory.resolve(group + ".tsv")))
        .toList();
  }

  static Report run(Path directory, String group) {
    return ComputingCases.GROUPS.contains(group)
        ? new ComputingCases(directory).run(group)
        : new NumPyCases(directory).run(group);
  }

  /// What differs in a group.
  ///
  /// @param cases how many cases there are
  /// @param differing how many differ
  /// @param first the first of them
  record Report(int cases, int differing, String first) {
    boolean isEmpty() {
      return differing == 0;
    }

    @Override
    public String toString() {
      return isEmpty() ? "" : ", of which " + differing + " differ:\n" + first;
    }
  }

  private Report run(String group) {
    List<String[]> rows = CaseTable.read(directory.resolve(group + ".tsv")).rows();
    return switch (group) {
      case "index" -> report(rows, this::index);
      case "assign" -> report(rows, assignment::assign);
      case "overlap" -> report(rows, assignment::overlap);
      case "cast" -> report(rows, this::cast);
      case "can_cast" -> canCast(rows);
      case "shape" -> report(rows, this::shape);
      case "make" -> report(rows, this::make);
      case "print" -> report(rows, this::print);
      case "element" -> report(rows, this::element);
      default -> throw new IllegalArgumentException(group);
    };
  }

  static Report report(List<String[]> rows, Function<String[], List<String>> group) {
    var differing = new ArrayList<String>();
    for (String[] row : rows) {
      List<String> found = group.apply(row);
      if (!found.isEmpty()) {
        differing.add(String.join("\t", row) + "\n    " + String.join("\n    ", found));
      }
    }
    return report(rows.size(), differing);
  }

  private static Report report(int cases, List<String> differing) {
    String shown = String.join("\n", differing.subList(0, Math.min(SHOWN, differing.size())));
    return new Report(cases, differing.size(), shown);
  }

  private List<String> index(String[] row) {
    CaseIndex index = CaseIndex.of(row[1]);
    NdArray array = arrays.get(row[0]).array();
    var found = new ArrayList<String>();
    if (index.isObjects()) {
      compare(row[2], CaseOutcome.of(array, () -> array.get(index.objects(arrays))), found);
    }
    if (index.isText()) {
      compare(row[2], CaseOutcome.of(array, () -> array.get(index.text())), found);
    }
    return found;
  }

  private List<String> cast(String[] row) {
    NdArray array = arrays.get(row[0]).array();
    DType dtype = DType.of(row[1]);
    return compare(
        row[3], CaseOutcome.of(array, () -> array.astype(dtype, CaseValues.casting(row[2]))));
  }

  private List<String> shape(String[] row) {
    NdArray array = arrays.get(row[0]).array();
    return compare(row[3], CaseOutcome.of(array, () -> operations.shaped(array, row[1], row[2])));
  }

  private List<String> make(String[] row) {
    return compare(row[2], CaseOutcome.of(null, () -> CaseOperations.made(row[0], row[1])));
  }

  private List<String> print(String[] row) {
    NdArray array = arrays.get(row[0]).array();
    return compare(row[1], CaseOutcome.orRefusal(array::toString));
  }

  private List<String> element(String[] row) {
    NdArray array = arrays.get(row[0]).array();
    long index = Long.parseLong(row[1]);
    var found = new ArrayList<String>();
    compareElement(row[2], () -> array.toString(index), found);
    compareElement(row[3], () -> CaseValues.token(array.item(index)), found);
    compareElement(row[4], () -> CaseValues.bits(array.getDouble(index)), found);
    compareElement(row[5], () -> String.valueOf(array.getLong(index)), found);
    return found;
  }

  private static void compareElement(String expected, Supplier<String> work, List<String> found) {
    if (!expected.equals("-")) {
      compare(expected, CaseOutcome.orRefusal(work), found);
    }
  }

  private static Report canCast(List<String[]> rows) {
    String[] names = rows.getFirst();
    var differing = new ArrayList<String>();
    int cases = 0;
    for (String[] row : rows.subList(1, rows.size())) {
      DType from = DType.of(row[0]);
      for (int i = 1; i < names.length; i++) {
        char letter = CaseValues.rule(from, DType.of(names[i]));
        if (letter != row[1].charAt(i - 1)) {
          differing.add(
              row[0] + " to " + names[i] + ": " + row[1].charAt(i - 1) + ", found " + letter);
        }
        cases++;
      }
    }
    return report(cases, differing);
  }

  static List<String> compare(String expected, String outcome) {
    var found = new ArrayList<String>();
    compare(expected, outcome, found);
    return found;
  }

  static void compare(String expected, String outcome, List<String> found) {
    if (!expected.equals(outcome)) {
      found.add("found " + outcome);
    }
  }
}
