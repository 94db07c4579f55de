package io.mmaptable.benchmarks;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A gigabyte that is like what is measured: a value that stays for a while, then takes small
/// steps.
final class Walk {
  private static final int BYTES = 1_000_000_000;

  /// How many elements there are instead of a gigabyte of them, if it is set.
  private static final String LENGTH = "MMAPTABLE_LENGTH";

  private static final int START = 10_000;

  private final SplittableRandom random = new SplittableRandom(1);
  private int value = START;

  private Walk() {}

  private static int length(int elementBytes) {
    @Nullable String length = System.getenv(LENGTH);
    return length == null ? BYTES / elementBytes : Integer.parseInt(length);
  }

  /// An array of the JVM's, of prices in `float64` or readings in `int16`.
  static Object of(String dtype) {
    var walk = new Walk();
    return switch (dtype) {
      case "float64" -> walk.prices();
      case "int16" -> walk.readings();
      default -> throw new IllegalArgumentException("dtype (" + dtype + ") is not known");
    };
  }

  private double[] prices() {
    double[] prices = new double[length(Double.BYTES)];
    for (int i = 0; i < prices.length; i++) {
      prices[i] = next() / 100.0;
    }
    return prices;
  }

  private short[] readings() {
    short[] readings = new short[length(Short.BYTES)];
    for (int i = 0; i < readings.length; i++) {
      readings[i] = (short) next();
    }
    return readings;
  }

  /// Five times in eight the same, else up to three more or less.
  private int next() {
    int choice = random.nextInt(16);
    if (choice < 6) {
      int step = choice < 3 ? choice + 1 : 2 - choice;
      value = Math.clamp(value + (long) step, 0, Short.MAX_VALUE);
    }
    return value;
  }
}
