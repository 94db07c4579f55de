package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Binary;
import java.util.List;
import java.util.Locale;

/// Bit by bit: of truth values 64 at a time, and of integers.
final class Bitwise {
  private Bitwise() {}

  /// The node of `and`, `or` or `xor`.
  ///
  /// @throws UnsupportedOperationException if an operand is neither of integers nor of bool, or
  ///   they have no integers in common
  static Node binary(Binary operation, Node left, Node right) {
    Node first = settled(left, right.dtype());
    Node second = settled(right, left.dtype());
    DType dtype = common(operation, first.dtype(), second.dtype());
    return new ComputedNode(
        dtype,
        List.of(first, second),
        nodes -> {
          Cursor a = nodes.get(0).open();
          Cursor b = nodes.get(1).open();
          return dtype instanceof DType.Bool
              ? truths(operation, a, b)
              : new OfLongs(operation, a, b, IntegerComparison.isUnsignedLong(dtype));
        });
  }

  /// The node of `not`.
  ///
  /// @throws UnsupportedOperationException if the operand is neither of integers nor of bool
  static Node not(Node operand) {
    Node node = settled(operand, DType.INT64);
    if (!TimeCursor.isInteger(node.dtype())) {
      throw refused("not", node.dtype());
    }
    DType dtype = Layouts.inNativeOrder(node.dtype());
    return new ComputedNode(
        dtype,
        List.of(node),
        nodes ->
            dtype instanceof DType.Bool
                ? new NotTruths(nodes.getFirst().open())
                : new NotLongs(nodes.getFirst().open(), dtype));
  }

  /// A Java integer takes on the dtype of the integers beside it, which must hold it; beside bool
  /// it is of int64.
  private static Node settled(Node node, DType beside) {
    if (!(node instanceof ValueNode weak)) {
      return node;
    }
    if (!(weak.value() instanceof Number number)
        || Operands.isFloat(number)
        || !TimeCursor.isInteger(beside)) {
      throw refused("bitwise operation", node.dtype(), beside);
    }
    DType dtype = beside instanceof DType.Bool ? DType.INT64 : beside;
    return new ArrayNode(WeakValues.toNdArray(dtype, number).astype(dtype));
  }

  /// The integers that hold those of both dtypes; bool if both are.
  private static DType common(Binary operation, DType left, DType right) {
    DType common =
        TimeCursor.isInteger(left) && TimeCursor.isInteger(right)
            ? Promotion.of(left, right)
            : DType.FLOAT64;
    if (!TimeCursor.isInteger(common)) {
      throw refused(operation.name().toLowerCase(Locale.ROOT), left, right);
    }
    return common;
  }

  private static UnsupportedOperationException refused(String operation, DType... dtypes) {
    String names = String.join(" and ", List.of(dtypes).stream().map(DType::toString).toList());
    return new UnsupportedOperationException(
        "there is no " + operation + " of " + names + ", but of integers and bool");
  }

  /// Computes of some longs, into the first ones. Integers are extended to longs, so that the
  /// result is extended too.
  private static void run(Binary operation, long[] a, long[] b, int count) {
    switch (operation) {
      case AND -> {
        for (int i = 0; i < count; i++) {
          a[i] &= b[i];
        }
      }
      case OR -> {
        for (int i = 0; i < count; i++) {
          a[i] |= b[i];
        }
      }
      case XOR -> {
        for (int i = 0; i < count; i++) {
          a[i] ^= b[i];
        }
      }
      case ADD, SUB, MUL, DIV, FLOOR_DIV, MOD, POW, MINIMUM, MAXIMUM ->
          throw new IllegalStateException(operation + " bit by bit");
    }
  }

  /// What is true of few elements is asked of those only that the other operand leaves, in either
  /// order.
  private static Cursor truths(Binary operation, Cursor a, Cursor b) {
    if (operation == Binary.AND && b instanceof SparseTruths sparse) {
      return new Both(a, b, sparse);
    }
    if (operation == Binary.AND && a instanceof SparseTruths sparse) {
      return new Both(b, a, sparse);
    }
    return new OfTruths(operation, a, b);
  }

  private static final class OfTruths extends TruthCursor {
    private final Binary operation;
    private final Cursor left;
    private final Cursor right;
    private final long[] second = new long[Truths.words(Blocks.LENGTH)];

    OfTruths(Binary operation, Cursor left, Cursor right) {
      this.operation = operation;
      this.left = left;
      this.right = right;
    }

    @Override
    void loadTruths(long from, int count, long[] bits) {
      left.loadTruths(from, count, bits);
      right.loadTruths(from, count, second);
      run(operation, bits, second, Truths.words(count));
    }
  }

  private static final class Both extends TruthCursor {
    private final Cursor first;
    private final Cursor second;
    private final SparseTruths sparse;
    private final long[] truths = new long[Truths.words(Blocks.LENGTH)];

    /// Asks one cursor of what the other leaves.
    ///
    /// @param sparse the second one
    Both(Cursor first, Cursor second, SparseTruths sparse) {
      this.first = first;
      this.second = second;
      this.sparse = sparse;
    }

    @Override
    void loadTruths(long from, int count, long[] bits) {
      first.loadTruths(from, count, bits);
      if (Truths.count(bits, count) <= count / SparseTruths.ONE_OF) {
        sparse.narrow(from, count, bits);
      } else {
        second.loadTruths(from, count, truths);
        run(Binary.AND, bits, truths, Truths.words(count));
      }
    }
  }

  private static final class OfLongs extends LongCursor {
    private final Binary operation;
    private final Cursor left;
    private final Cursor right;
    private final long[] second = new long[Blocks.LENGTH];

    OfLongs(Binary operation, Cursor left, Cursor right, boolean unsigned) {
      super(unsigned);
      this.operation = operation;
      this.left = left;
      this.right = right;
    }

    @Override
    void load(long from, int count, long[] into) {
      left.load(from, count, into);
      right.load(from, count, second);
      run(operation, into, second, count);
    }
  }

  private static final class NotTruths extends TruthCursor {
    private final Cursor operand;

    NotTruths(Cursor operand) {
      this.operand = operand;
    }

    @Override
    void loadTruths(long from, int count, long[] bits) {
      operand.loadTruths(from, count, bits);
      Truths.not(bits, count);
    }
  }

  private static final class NotLongs extends LongCursor {
    private final Cursor operand;
    private final long ones;

    NotLongs(Cursor operand, DType dtype) {
      super(IntegerComparison.isUnsignedLong(dtype));
      this.operand = operand;
      this.ones = dtype instanceof DType.UInt ? -1L >>> (64 - 8 * dtype.itemSize()) : -1;
    }

    @Override
    void load(long from, int count, long[] into) {
      operand.load(from, count, into);
      for (int i = 0; i < count; i++) {
        into[i] ^= ones;
      }
    }
  }
}
