package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SliceTest {

  /// What `list(range(length))[notation]` is in Python.
  record Case(String notation, int length, List<Integer> selected) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(":", 3, List.of(0, 1, 2)),
        new Case("1:", 3, List.of(1, 2)),
        new Case(":-1", 3, List.of(0, 1)),
        new Case("-2:", 3, List.of(1, 2)),
        new Case("-9:9", 3, List.of(0, 1, 2)),
        new Case("2:1", 3, List.of()),
        new Case("3:", 3, List.of()),
        new Case("::2", 5, List.of(0, 2, 4)),
        new Case("1::2", 5, List.of(1, 3)),
        new Case("::-1", 3, List.of(2, 1, 0)),
        new Case("::-2", 5, List.of(4, 2, 0)),
        new Case("1::-1", 3, List.of(1, 0)),
        new Case("9:0:-1", 3, List.of(2, 1)),
        new Case(":1:-1", 3, List.of(2)),
        new Case("-9::-1", 3, List.of()),
        new Case(":-9:-1", 3, List.of(2, 1, 0)),
        new Case("::-1", 0, List.of()),
        new Case("::7", 3, List.of(0)),
        new Case("2:0:-7", 3, List.of(2)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sliceSelectsWhatPythonSelects(Case row) {
    assertEquals(row.selected(), selected(Slice.parse(row.notation()), row.length()));
  }

  /// Python's documentation defines a slice by the positions `start + n * step` up to the end that
  /// was clipped; here they are looked for one by one.
  @Test
  void allSmallSlicesFollowPythonsDefinition() {
    for (int length = 0; length <= 5; length++) {
      for (int step = -4; step <= 4; step++) {
        for (int start = -8; start <= 8; start++) {
          for (int stop = -8; stop <= 8; stop++) {
            if (step != 0) {
              assertEquals(
                  byDefinition(start, stop, step, length),
                  selected(Slice.of(start, stop, step), length),
                  start + ":" + stop + ":" + step + " of " + length);
            }
          }
        }
      }
    }
  }

  private static List<Integer> byDefinition(int start, int stop, int step, int length) {
    int from = start < 0 ? start + length : start;
    int to = stop < 0 ? stop + length : stop;
    if (step > 0) {
      from = Math.max(from, 0);
      to = Math.min(to, length);
    } else {
      from = Math.min(from, length - 1);
      to = Math.max(to, -1);
    }
    var selected = new ArrayList<Integer>();
    for (int i = from; step > 0 ? i < to : i > to; i += step) {
      selected.add(i);
    }
    return selected;
  }

  private static List<Integer> selected(Slice slice, int length) {
    Slice.Range range = slice.over(length);
    var selected = new ArrayList<Integer>();
    for (long i = 0; i < range.count(); i++) {
      selected.add(Math.toIntExact(range.first() + i * range.step()));
    }
    return selected;
  }

  @Test
  void extremeNumbersDoNotOverflow() {
    assertEquals(3, Slice.of(Long.MIN_VALUE, Long.MAX_VALUE).over(3).count());
    assertEquals(1, Slice.of(Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE).over(3).count());
    assertEquals(1, new Slice(null, null, Long.MAX_VALUE).over(3).count());
    assertEquals(Long.MAX_VALUE, Slice.ALL.over(Long.MAX_VALUE).count());
    assertEquals(Long.MAX_VALUE, new Slice(null, null, -1).over(Long.MAX_VALUE).count());
    NdArray array = NdArray.of(1.0, 2.0, 3.0);
    assertEquals("[3.]", array.get(new Slice(null, null, Long.MIN_VALUE)).toString());
  }

  @Test
  void stepOfZeroIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Slice.of(0, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> Slice.parse("::0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "1:2:3:4", "a:b", "1:2,3", "...", "1 2:", "99999999999999999999:"})
  void whatIsNoSliceIsRefused(String notation) {
    var e = assertThrows(IllegalArgumentException.class, () -> Slice.parse(notation));
    assertTrue(String.valueOf(e.getMessage()).contains("'" + notation + "'"), e.getMessage());
  }

  @Test
  void anIndexIsReadFromNumPysNotation() {
    assertEquals(
        List.of(Index.at(5), Slice.of(0, 9, -2), Index.ELLIPSIS, Index.field("x")),
        List.of(Index.parse("5, 0:9:-2, ..., 'x'")));
    assertEquals("[ 3 -1]", Index.parse("[3, -1]")[0].toString());
    assertThrows(IllegalArgumentException.class, () -> Index.parse("1 2"));
  }

  @Test
  void sliceIsWrittenAsPythonWritesIt() {
    assertEquals("5:10", Slice.of(5, 10).toString());
    assertEquals("::-1", new Slice(null, null, -1).toString());
  }
}
