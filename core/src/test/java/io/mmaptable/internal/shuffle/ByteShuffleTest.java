package io.mmaptable.internal.shuffle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteShuffleTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 12, 16, 17, 24, 40, 255, 1000})
  void bytesOfOnePlaceAreTogether(int size) {
    for (int count : new int[] {0, 1, 2, 7, 8, 9, 31, 64, 511, 512, 513, 1100}) {
      for (int rest : new int[] {0, size - 1}) {
        byte[] bytes = random(count * size + rest);
        byte[] shuffled = new byte[bytes.length + 4];
        ByteShuffle.shuffle(bytes, 0, shuffled, 3, bytes.length, size);
        assertArrayEquals(expected(bytes, count, size), shuffled, size + " x " + count);
        byte[] back = new byte[bytes.length + 4];
        ByteShuffle.unshuffle(shuffled, 3, back, 1, bytes.length, size);
        assertArrayEquals(moved(bytes, 1), back, size + " x " + count);
      }
    }
  }

  private static byte[] expected(byte[] bytes, int count, int size) {
    byte[] expected = moved(bytes, 3);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < size; j++) {
        expected[3 + j * count + i] = bytes[i * size + j];
      }
    }
    return expected;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 8, 12, 16})
  void bitsOfOnePlaceAreTogether(int size) {
    for (int count : new int[] {0, 8, 16, 72, 1000}) {
      byte[] bytes = random(count * size);
      byte[] shuffled = new byte[bytes.length];
      byte[] scratch = new byte[bytes.length];
      BitShuffle.shuffle(bytes, 0, shuffled, 0, scratch, bytes.length, size);
      byte[] expected = new byte[bytes.length];
      for (int i = 0; i < count; i++) {
        for (int bit = 0; bit < 8 * size; bit++) {
          int value = bytes[i * size + bit / 8] >> bit % 8 & 1;
          expected[bit * (count / 8) + i / 8] |= (byte) (value << i % 8);
        }
      }
      assertArrayEquals(expected, shuffled, size + " x " + count);
      byte[] back = new byte[bytes.length];
      BitShuffle.unshuffle(shuffled, 0, back, 0, scratch, bytes.length, size);
      assertArrayEquals(bytes, back, size + " x " + count);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] moved(byte[] bytes, int by) {
    byte[] moved = new byte[bytes.length + 4];
    System.arraycopy(bytes, 0, moved, by, bytes.length);
    return moved;
  }
}
