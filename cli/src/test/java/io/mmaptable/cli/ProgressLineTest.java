package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter written = new StringWriter();
  private long now = 5;

  private ProgressLine line(boolean isTerminal) {
    return new ProgressLine(new PrintWriter(written), isTerminal, () -> now);
  }

  private void pass(double seconds) {
    now += (long) (seconds * 1e9);
  }

  @Test
  void rowsBytesAndTimeLeftAreToldAfterASecondAndWipedOutAtTheEnd() {
    try (var line = line(true)) {
      pass(0.9);
      line.at(100, 1_000_000, 0.1);
      assertEquals("", written.toString());
      pass(1.1);
      line.at(1_234_567, 98_765_432, 0.25);
      assertEquals(
          "\r 25 %  #####---------------  1,234,567 rows  99 MB  0:06 left", written.toString());
    }
    String told = written.toString();
    int length = told.indexOf('\r', 1) - 1;
    assertEquals("\r" + " ".repeat(length) + "\r", told.substring(length + 1));
  }

  @Test
  void aLongTimeIsToldInHours() {
    try (var line = line(true)) {
      pass(60);
      line.at(1, 0, 0.01);
      assertEquals("\r  1 %  --------------------  1 rows  0 MB  1:39:00 left", written.toString());
    }
  }

  @Test
  void aShorterLineCoversALongerOne() {
    try (var line = line(true)) {
      pass(1);
      line.at(1_000_000, 0, 0.5);
      int before = written.toString().length();
      pass(1);
      line.at(1, 0, 0.5);
      assertEquals(before, written.toString().length() - before);
    }
  }

  @Test
  void itIsToldTenTimesASecondAtMost() {
    try (var line = line(true)) {
      pass(1);
      line.at(1, 0, 0.5);
      String once = written.toString();
      pass(0.05);
      line.at(2, 0, 0.6);
      assertEquals(once, written.toString());
    }
  }

  @Test
  void whatIsNoTerminalIsToldNothing() {
    try (var line = line(false)) {
      pass(10);
      line.at(1, 0, 0.5);
    }
    assertEquals("", written.toString());
  }
}
