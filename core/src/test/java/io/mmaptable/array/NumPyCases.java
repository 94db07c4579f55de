package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Runs the cases of `cases/generate.py` through the public methods of [NdArray], and compares what
/// comes with what NumPy gave.
///
/// It is a program, too: `java -cp CLASSES:TEST-CLASSES io.mmaptable.array.NumPyCases DIRECTORY`.
public final class NumPyCases {
  private static final int SHOWN = 20;
  private static final byte GAP = (byte) 0xee;

  static final List<String> GROUPS =
      List.of(
          "index", "assign", "overlap", "cast", "can_cast", "shape", "make", "print", "element");

  private final Path directory;
  private final CaseArrays arrays;

  NumPyCases(Path directory) {
    this.directory = directory;
    this.arrays = CaseArrays.read(directory);
  }

  /// Compares all cases of a directory, and prints what differs.
  ///
  /// @param arguments the directory
  public static void main(String[] arguments) {
    var cases = new NumPyCases(Path.of(arguments[0]));
    boolean differs = false;
    for (String group : GROUPS) {
      Report report = cases.run(group);
      System.out.println(group + ": " + report.cases() + " cases" + report);
      differs |= !report.isEmpty();
    }
    System.exit(differs ? 1 : 0);
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

  Report run(String group) {
    List<String[]> rows = CaseTable.read(directory.resolve(group + ".tsv")).rows();
    return switch (group) {
      case "index" -> report(rows, this::index);
      case "assign" -> report(rows, this::assign);
      case "overlap" -> report(rows, this::overlap);
      case "cast" -> report(rows, this::cast);
      case "can_cast" -> canCast(rows);
      case "shape" -> report(rows, this::shape);
      case "make" -> report(rows, this::make);
      case "print" -> report(rows, this::print);
      case "element" -> report(rows, this::element);
      default -> throw new IllegalArgumentException(group);
    };
  }

  private static Report report(List<String[]> rows, Function<String[], List<String>> group) {
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

  private List<String> assign(String[] row) {
    CaseIndex index = CaseIndex.of(row[1]);
    var found = new ArrayList<String>();
    if (!row[2].equals("same_kind")) {
      assign(row, array -> array.set(casting(row[2]), value(row[3])), found);
      return found;
    }
    if (index.isObjects()) {
      assign(row, array -> array.set(index.objects(arrays), value(row[3])), found);
    }
    if (index.isText()) {
      assign(row, array -> array.set(index.text(), value(row[3])), found);
    }
    if (index.isEllipsis()) {
      assign(row, array -> array.set(value(row[3])), found);
    }
    return found;
  }

  private void assign(String[] row, Consumer<NdArray> work, List<String> found) {
    CaseArrays.Layout layout = arrays.get(row[0]);
    NdArray array = layout.array();
    String outcome =
        CaseOutcome.orRefusal(
            () -> {
              work.accept(array);
              return memoryAfter(array);
            });
    compare(row[4], outcome, found);
    boolean isKept = array.base().mismatch(layout.memory()) == -1;
    if (outcome.startsWith("!") && !row[2].equals("unsafe") && !isKept) {
      found.add("refused, but the memory has changed");
    }
  }

  /// The elements, and what has changed in the gaps between them.
  private static String memoryAfter(NdArray array) {
    byte[] memory = array.base().toArray(ValueLayout.JAVA_BYTE);
    String content = CaseOutcome.content(array);
    CaseLeaves.forEach(
        array, (dtype, at) -> Arrays.fill(memory, (int) at, (int) at + dtype.itemSize(), GAP));
    byte[] changed = new byte[memory.length];
    int count = 0;
    for (byte b : memory) {
      if (b != GAP) {
        changed[count++] = b;
      }
    }
    return (content + " " + CaseOutcome.digest(Arrays.copyOf(changed, count))).stripTrailing();
  }

  private List<String> overlap(String[] row) {
    NdArray target = arrays.get(row[0]).array();
    NdArray source =
        NdArray.view(
            target.base(),
            DType.of(row[1]),
            Long.parseLong(row[2]),
            CaseTable.lengths(row[3]),
            CaseTable.lengths(row[4]));
    return compare(
        row[5],
        CaseOutcome.orRefusal(
            () -> {
              target.set(Casting.UNSAFE, source);
              return CaseOutcome.digest(target.base().toArray(ValueLayout.JAVA_BYTE));
            }));
  }

  private List<String> cast(String[] row) {
    NdArray array = arrays.get(row[0]).array();
    DType dtype = DType.of(row[1]);
    return compare(row[3], CaseOutcome.of(array, () -> array.astype(dtype, casting(row[2]))));
  }

  private List<String> shape(String[] row) {
    NdArray array = arrays.get(row[0]).array();
    return compare(row[3], CaseOutcome.of(array, () -> shaped(array, row[1], row[2])));
  }

  private static NdArray shaped(NdArray array, String operation, String arguments) {
    return switch (operation) {
      case "reshape" -> array.reshape(CaseTable.lengths(arguments));
      case "transpose" -> array.transpose(CaseTable.axes(arguments));
      case "swapaxes" -> array.swapAxes(CaseTable.axes(arguments)[0], CaseTable.axes(arguments)[1]);
      case "squeeze" -> array.squeeze();
      case "expand_dims" -> array.expandDims(CaseTable.axes(arguments)[0]);
      case "broadcast_to" -> array.broadcastTo(CaseTable.lengths(arguments));
      case "ravel" -> array.ravel();
      case "copy" -> array.copy();
      case "real" -> array.real();
      case "imag" -> array.imag();
      case "view" -> array.view(DType.of(arguments));
      default -> throw new AssertionError(operation);
    };
  }

  private List<String> make(String[] row) {
    return compare(row[2], CaseOutcome.of(null, () -> made(row[0], row[1])));
  }

  private static NdArray made(String operation, String arguments) {
    String[] parts = arguments.split(",", -1);
    if (operation.equals("full")) {
      int space = arguments.indexOf(' ');
      DType dtype = DType.of(arguments.substring(0, space));
      return NdArray.full(dtype, scalar(arguments.substring(space + 1)), 2, 2);
    }
    if (operation.equals("linspace")) {
      return NdArray.linspace(
          real(parts[0]), real(parts[1]), Long.parseLong(parts[2]), parts[3].equals("True"));
    }
    if (arguments.matches("[-0-9,]+")) {
      long[] numbers = CaseTable.lengths(arguments);
      return switch (numbers.length) {
        case 1 -> NdArray.arange(numbers[0]);
        case 2 -> NdArray.arange(numbers[0], numbers[1]);
        default -> NdArray.arange(numbers[0], numbers[1], numbers[2]);
      };
    }
    return NdArray.arange(real(parts[0]), real(parts[1]), real(parts[2]));
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
    compareElement(row[3], () -> CaseItem.token(array.item(index)), found);
    compareElement(row[4], () -> CaseItem.bits(array.getDouble(index)), found);
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
        char letter = CaseItem.rule(from, DType.of(names[i]));
        if (letter != row[1].charAt(i - 1)) {
          differing.add(
              row[0] + " to " + names[i] + ": " + row[1].charAt(i - 1) + ", found " + letter);
        }
        cases++;
      }
    }
    return report(cases, differing);
  }

  private Object value(String token) {
    return token.startsWith("@") ? arrays.get(token.substring(1)).heapArray() : scalar(token);
  }

  private static Object scalar(String token) {
    int colon = token.indexOf(':');
    String text = token.substring(colon + 1);
    return switch (token.substring(0, colon)) {
      case "int" -> integer(new BigInteger(text));
      case "float" -> real(text);
      case "bool" -> text.equals("True");
      case "str" -> text;
      case "complex" -> new Complex(1.5, -2);
      default -> throw new AssertionError(token);
    };
  }

  private static Object integer(BigInteger value) {
    if (value.bitLength() > 63) {
      return value;
    }
    return value.longValue();
  }

  private static double real(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static Casting casting(String rule) {
    return Arrays.stream(Casting.values())
        .filter(casting -> casting.toString().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> compare(String expected, String outcome) {
    var found = new ArrayList<String>();
    compare(expected, outcome, found);
    return found;
  }

  private static void compare(String expected, String outcome, List<String> found) {
    if (!expected.equals(outcome)) {
      found.add("found " + outcome);
    }
  }
}
