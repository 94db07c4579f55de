package consumer.files;

import io.mmaptable.array.NdArray;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[0]);
    Npy.write(path, NdArray.of(1.5, 2.5));
    try (Arena arena = Arena.ofConfined()) {
      System.out.println(
          (Main.class.getModule().isNamed() ? Main.class.getModule() : "unnamed module")
              + ": "
              + Npy.header(path).dtype()
              + " "
              + Npy.map(path, Mode.READ_ONLY, arena));
    }
  }
}
