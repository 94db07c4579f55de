package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Assigns through every way there is to say where to, and looks at the whole memory afterwards.
///
/// @param arrays the arrays by name
record CaseAssignment(CaseArrays arrays) {
  private static final byte GAP = (byte) 0xee;

  List<String> assign(String[] row) {
    CaseIndex index = CaseIndex.of(row[1]);
    var found = new ArrayList<String>();
    if (row[2].equals("flat")) {
      assign(row, array -> setFlat(array, index.objects(arrays)[0], value(row[3])), found);
      return found;
    }
    if (!row[2].equals("same_kind")) {
      assign(row, array -> array.set(CaseValues.casting(row[2]), value(row[3])), found);
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

  private static void setFlat(NdArray array, Index index, Object value) {
    if (index instanceof Index.At(long position) && !(value instanceof NdArray)) {
      array.flat().set(position, value);
    } else {
      array.flat().set(index, value);
    }
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
    NumPyCases.compare(row[4], outcome, found);
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

  List<String> overlap(String[] row) {
    NdArray target = arrays.get(row[0]).array();
    NdArray source =
        NdArray.view(
            target.base(),
            DType.of(row[1]),
            Long.parseLong(row[2]),
            CaseTable.lengths(row[3]),
            CaseTable.lengths(row[4]));
    return NumPyCases.compare(
        row[5],
        CaseOutcome.orRefusal(
            () -> {
              target.set(Casting.UNSAFE, source);
              return CaseOutcome.digest(target.base().toArray(ValueLayout.JAVA_BYTE));
            }));
  }

  private Object value(String token) {
    return token.startsWith("@")
        ? arrays.get(token.substring(1)).heapArray()
        : CaseValues.scalar(token);
  }
}
