package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes that want to write one array at the same moment.
class WritersRaceTest {
  private static final int ROUNDS = 100;

  @TempDir private Path directory;

  /// Each time that it is told so it tries to open the array, and appends a row if it may; the next
  /// line closes it.
  static final class Writer {
    public static void main(String[] args) throws IOException {
      Path path = Path.of(args[0]);
      var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      System.out.println("ready");
      while (lines.readLine() != null) {
        try (DiskArray array = DiskArray.open(path, Mode.READ_WRITE)) {
          array.append(array.rowCount());
          readOtherwise(path);
          System.out.println("won");
          String _ = lines.readLine();
        } catch (StorageException.Locked e) {
          System.out.println(e.getMessage());
          String _ = lines.readLine();
        }
        System.out.println("closed");
      }
    }

    /// Closing any descriptor of a file drops a process's locks on it.
    private static void readOtherwise(Path path) throws IOException {
      byte[] _ = Files.readAllBytes(path);
      FileChannel.open(path).close();
      DiskArray.open(path, Mode.READ_ONLY).close();
    }
  }

  @Test
  void oneOfTwoWritersWins() throws IOException {
    Path path = directory.resolve("x.npy");
    DiskArray.create(path, DType.INT64).close();
    try (ChildProcess a = ChildJvm.start(Writer.class, path);
        ChildProcess b = ChildJvm.start(Writer.class, path)) {
      List<ChildProcess> writers = List.of(a, b);
      writers.forEach(writer -> writer.awaitLine("ready"));
      for (int round = 0; round < ROUNDS; round++) {
        writers.forEach(writer -> writer.send("open"));
        String first = a.nextLine();
        String second = b.nextLine();
        assertTrue(first.equals("won") != second.equals("won"), first + "; " + second);
        String refusal = first.equals("won") ? second : first;
        assertTrue(refusal.startsWith(path + ": is open for writing in process "), refusal);
        writers.forEach(writer -> writer.send("close"));
        writers.forEach(writer -> assertEquals("closed", writer.nextLine()));
      }
    }
    assertEquals(
        LongStream.range(0, ROUNDS).boxed().toList(),
        LongStream.of(Npy.read(path).toLongs()).boxed().toList());
  }
}
