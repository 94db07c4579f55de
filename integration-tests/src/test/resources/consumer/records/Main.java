package consumer.records;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowType;
import io.mmaptable.array.RowType.Width;
import java.lang.invoke.MethodHandles;
import java.util.List;

public final class Main {
  record Hidden(int quantity, @Width(5) String venue) {}

  public record Visible(double price, Hidden hidden) {}

  public record Point(float x, float y) {}

  private Main() {}

  public static void main(String[] arguments) {
    RowType<Visible> type = RowType.of(MethodHandles.lookup(), Visible.class);
    var row = new Visible(99.5, new Hidden(3, "XETRA"));
    Visible read = NdArray.of(type, List.of(row)).asRows(type).get(0);
    System.out.println(
        (Main.class.getModule().isNamed() ? Main.class.getModule() : "unnamed module")
            + ": "
            + read
            + ", "
            + withoutLookup());
  }

  private static String withoutLookup() {
    try {
      RowType<Point> type = RowType.of(Point.class);
      return NdArray.of(type, List.of(new Point(1, 2))).asRows(type).get(0).toString();
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getCause()).replaceAll("(Exception).*", "$1");
    }
  }
}
