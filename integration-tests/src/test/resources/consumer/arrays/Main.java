package consumer.arrays;

import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import java.nio.file.Path;

public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Path path = Path.of(arguments[0] + ".npy");
    try (DiskArray array = DiskArray.create(path, DType.FLOAT64, 2)) {
      array.append(1.0, 2.0);
      array.append(3.0, 4.0);
    }
    try (DiskArray array = DiskArray.open(path, Mode.READ_ONLY)) {
      System.out.println(
          (Main.class.getModule().isNamed() ? Main.class.getModule() : "unnamed module")
              + ": "
              + array.rowCount()
              + " rows, sum "
              + array.array().sum().getDouble());
    }
  }
}
