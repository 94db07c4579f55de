package consumer.exported;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowType;
import java.util.List;

public final class Main {
  public record Point(float x, float y) {}

  private Main() {}

  public static void main(String[] arguments) {
    RowType<Point> type = RowType.of(Point.class);
    System.out.println(
        Main.class.getModule()
            + ": "
            + NdArray.of(type, List.of(new Point(1, 2))).asRows(type).get(0));
  }
}
