package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import io.mmaptable.internal.kernel.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Whether structured elements are equal: field by field, and in all elements of fields that are
/// arrays. Opaque ones are, if their bytes are.
final class StructComparison extends TruthCursor {

  /// Whether a field is equal, in so many elements.
  private record Part(Cursor equal, int length) {}

  private final boolean negated;
  private final List<Part> parts = new ArrayList<>();
  private final long[] block = new long[Truths.words(Blocks.LENGTH)];

  private StructComparison(boolean negated, NdArray left, NdArray right) {
    this.negated = negated;
    for (Field field : ((DType.Struct) left.dtype()).fields()) {
      int length = Math.toIntExact(Shapes.size(field.shape()));
      if (length > 0) {
        Node equal =
            Comparisons.nodes(
                Relation.EQ,
                new ArrayNode(left.field(field.name())),
                new ArrayNode(right.field(field.name())));
        parts.add(new Part(equal.open(), length));
      }
    }
  }

  static Node of(Relation relation, Node left, Node right) {
    if (relation != Relation.EQ && relation != Relation.NE) {
      throw Comparisons.refused(relation, left.dtype(), right.dtype());
    }
    if (left.dtype() instanceof DType.Opaque(int size)
        && right.dtype() instanceof DType.Opaque(int other)
        && size == other) {
      return StringComparison.of(relation, left, right);
    }
    if (!(left.dtype() instanceof DType.Struct first
        && right.dtype() instanceof DType.Struct second
        && areAlike(first, second))) {
      throw Comparisons.refused(relation, left.dtype(), right.dtype());
    }
    requireComparable(relation, first, second);
    boolean negated = relation == Relation.NE;
    return new ComputedNode(
        DType.BOOL,
        List.of(left, right),
        nodes ->
            new StructComparison(
                negated,
                StringComparison.array(nodes.get(0)),
                StringComparison.array(nodes.get(1))));
  }

  /// Whether both have fields of the same names and shapes, in the same order.
  private static boolean areAlike(DType.Struct left, DType.Struct right) {
    boolean alike = left.fields().size() == right.fields().size();
    for (int i = 0; alike && i < left.fields().size(); i++) {
      Field first = left.fields().get(i);
      Field second = right.fields().get(i);
      alike = first.name().equals(second.name()) && Arrays.equals(first.shape(), second.shape());
    }
    return alike;
  }

  /// Refuses fields that have no dtype in common before any element is compared.
  private static void requireComparable(Relation relation, DType.Struct left, DType.Struct right) {
    for (int i = 0; i < left.fields().size(); i++) {
      DType first = left.fields().get(i).dtype();
      DType second = right.fields().get(i).dtype();
      if (!(first instanceof DType.Struct)) {
        Promotion.of(first, second);
      }
      NdArray none = NdArray.zeros(first, 0);
      Comparisons.nodes(relation, new ArrayNode(none), new ArrayNode(NdArray.zeros(second, 0)));
    }
  }

  @Override
  void loadTruths(long from, int count, long[] bits) {
    Truths.fill(bits, count, true);
    for (Part part : parts) {
      if (part.length == 1) {
        part.equal.loadTruths(from, count, block);
        for (int i = 0; i < Truths.words(count); i++) {
          bits[i] &= block[i];
        }
      } else {
        all(part, from, count, bits);
      }
    }
    if (negated) {
      Truths.not(bits, count);
    }
  }

  /// Clears the bits of elements where a part of a field is not equal.
  private void all(Part part, long from, int count, long[] bits) {
    long end = (from + count) * part.length;
    for (long at = from * part.length; at < end; at += Blocks.LENGTH) {
      int length = (int) Math.min(Blocks.LENGTH, end - at);
      part.equal.loadTruths(at, length, block);
      for (int i = 0; i < length; i++) {
        int element = (int) ((at + i) / part.length - from);
        bits[element / 64] &= ~((1L - Truths.get(block, i)) << element);
      }
    }
  }
}
