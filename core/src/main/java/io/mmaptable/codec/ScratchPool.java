package io.mmaptable.codec;

import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Scratch memory that is not in use: for as many threads as can run at once.
final class ScratchPool {
  private final ArrayBlockingQueue<Scratch> unused =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

  Scratch take() {
    @Nullable Scratch scratch = unused.poll();
    return scratch == null ? new Scratch() : scratch;
  }

  void giveBack(Scratch scratch) {
    boolean _ = unused.offer(scratch);
  }
}
