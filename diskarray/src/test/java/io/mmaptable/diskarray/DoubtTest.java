package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DoubtTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

  @Test
  void lowerCountIsBelievedAfterATenthOfASecond() {
    var doubt = new Doubt(now::get);
    assertTrue(doubt.isLeft(3, 10));
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(99));
    assertTrue(doubt.isLeft(3, 10));
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
    assertFalse(doubt.isLeft(3, 10));
  }

  @Test
  void countThatDidNotFallIsBelievedAtOnce() {
    var doubt = new Doubt(now::get);
    assertFalse(doubt.isLeft(10, 10));
    assertFalse(doubt.isLeft(11, 10));
    assertTrue(doubt.isLeft(9, 10));
    assertFalse(doubt.isLeft(10, 10));
  }
}
