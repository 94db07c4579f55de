package io.mmaptable.table;

import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/// Says that somebody works with addresses of a table's memory, where the JVM cannot see it: native
/// code, or an engine in this process. As long as a lease is open the table cannot be closed.
///
/// Any thread may close it, and more than once.
public final class Lease implements AutoCloseable {
  private final String holder;
  private final Open open;

  private Lease(String holder, Open open) {
    this.holder = holder;
    this.open = open;
  }

  /// Ends the lease: the addresses are not used any more.
  @Override
  public void close() {
    open.end(this);
  }

  /// Says who holds it.
  ///
  /// @return the holder, as it was named
  @Override
  public String toString() {
    return holder;
  }

  /// The leases of a table that are open.
  static final class Open {
    private final Set<Lease> leases = Collections.newSetFromMap(new IdentityHashMap<>());

    synchronized Lease begin(String holder) {
      var lease = new Lease(holder, this);
      leases.add(lease);
      return lease;
    }

    private synchronized void end(Lease lease) {
      leases.remove(lease);
    }

    /// Checks that nobody holds one.
    synchronized void requireNone(Path table) {
      if (!leases.isEmpty()) {
        throw new IllegalStateException(
            table
                + " cannot be closed while its memory is lent to "
                + String.join(", ", leases.stream().map(Lease::toString).sorted().toList())
                + "; close that first");
      }
    }
  }
}
