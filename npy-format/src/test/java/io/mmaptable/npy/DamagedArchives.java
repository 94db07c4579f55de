package io.mmaptable.npy;

import io.mmaptable.array.NdArray;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A program that reads an archive of the array `[1 2 3]` with every bit flipped in turn, and cut
/// at every length, and expects that array or a [StorageException].
final class DamagedArchives {
  private DamagedArchives() {}

  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[0]);
    byte[] whole = Files.readAllBytes(path);
    require(read(path, "whole"), "the whole archive was refused");
    int refused = 0;
    try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      for (int bit = 0; bit < 8 * whole.length; bit++) {
        byte flipped = (byte) (whole[bit / 8] ^ 1 << bit % 8);
        put(channel, bit / 8, flipped);
        refused += read(path, "bit " + bit) ? 0 : 1;
        put(channel, bit / 8, whole[bit / 8]);
      }
      require(refused > 4 * whole.length, "only " + refused + " flipped bits were noticed");
      for (int length = whole.length - 1; length >= 0; length--) {
        channel.truncate(length);
        require(!read(path, "cut"), "an archive cut to " + length + " bytes was read");
      }
    }
    System.out.println("done");
  }

  private static void put(FileChannel channel, int at, byte value) throws IOException {
    FileOps.writeFully(channel.position(at), ByteBuffer.wrap(new byte[] {value}));
  }

  /// Whether the archive is read; false if it is refused.
  private static boolean read(Path path, String what) throws IOException {
    try (var npz = Npz.open(path)) {
      for (String name : npz.names()) {
        expect(npz.read(name), what);
        if (npz.isStored(name)) {
          try (Arena arena = Arena.ofConfined()) {
            expect(npz.map(name, Mode.READ_ONLY, arena), what);
          }
        }
      }
      return !npz.names().isEmpty();
    } catch (StorageException e) {
      return false;
    }
  }

  private static void expect(NdArray array, String what) {
    require(array.toString().equals("[1 2 3]"), what + " was read as " + array);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new AssertionError(message);
    }
  }
}
