package io.mmaptable.array;

/// Folds elements that lie beside each other into results of their own, row after row, as NumPy
/// does. More rows than a piece has are folded piece by piece, and those results one after the
/// other.
final class ColumnFolding {

  /// How many results of pieces are kept at most, about.
  private static final long MOST_PARTIAL = 1 << 24;

  private final Folding folding;
  private final long rows;
  private final long columns;
  private final int width;
  private final long bands;
  private final long rowsPerPiece;
  private final long pieces;

  ColumnFolding(Folding folding) {
    this.folding = folding;
    this.rows = folding.reduced();
    this.columns = folding.inner();
    this.width = (int) Math.min(columns, Blocks.LENGTH);
    this.bands = Math.ceilDiv(columns, width);
    this.rowsPerPiece = Math.max(Folding.PIECE / width, Math.ceilDiv(rows, MOST_PARTIAL / width));
    this.pieces = Math.max(1, Math.ceilDiv(rows, rowsPerPiece));
  }

  void run() {
    if (pieces > 1) {
      for (long i = 0; i < folding.outer(); i++) {
        inPieces(i);
      }
    } else if (bands > 1) {
      folding.forEach(Math.multiplyExact(folding.outer(), bands), i -> band(i / bands, i % bands));
    } else {
      long perTask = Math.max(1, Folding.PIECE / Math.max(1, rows * columns));
      folding.forEach(
          Math.ceilDiv(folding.outer(), perTask),
          i -> tables(i * perTask, Math.min(folding.outer(), (i + 1) * perTask)));
    }
  }

  /// Folds whole tables, of which results and elements may be few.
  private void tables(long from, long to) {
    int batch = (int) Math.min(Blocks.LENGTH / width, to - from);
    Accumulators slots = folding.open(batch * width);
    for (long table = from; table < to; table += batch) {
      int count = (int) Math.min(batch, to - table);
      slots.reset(0, count * width);
      if (rows > 0 && rows * width <= Blocks.LENGTH) {
        smallTables(slots, table, count);
      } else {
        for (int i = 0; i < count; i++) {
          narrow(slots, table + i, 0, rows, i * width);
        }
      }
      slots.store(folding.out(), table * columns, count * width);
    }
  }

  /// Loads as many tables as a block takes.
  private void smallTables(Accumulators slots, long first, int count) {
    int size = (int) rows * width;
    int perBlock = Blocks.LENGTH / size;
    for (int done = 0; done < count; done += perBlock) {
      int tables = Math.min(perBlock, count - done);
      slots.load((first + done) * size, tables * size);
      for (int i = 0; i < tables; i++) {
        for (int row = 0; row < rows; row++) {
          slots.foldColumns(i * size + row * width, (done + i) * width, width);
        }
      }
    }
  }

  /// Loads as many rows as a block takes, of a table whose rows fit one.
  private void narrow(Accumulators slots, long table, long from, long to, int slot) {
    int perBlock = Blocks.LENGTH / width;
    for (long row = from; row < to; row += perBlock) {
      int count = (int) Math.min(perBlock, to - row);
      slots.load((table * rows + row) * columns, count * width);
      for (int i = 0; i < count; i++) {
        slots.foldColumns(i * width, slot, width);
      }
    }
  }

  /// Folds a band of a table that is wider than a block.
  private void band(long table, long band) {
    int count = bandWidth(band);
    Accumulators slots = folding.open(count);
    slots.reset(0, count);
    wide(slots, table, band, 0, rows);
    slots.store(folding.out(), table * columns + band * width, count);
  }

  private int bandWidth(long band) {
    return (int) Math.min(width, columns - band * width);
  }

  private void wide(Accumulators slots, long table, long band, long from, long to) {
    int count = bandWidth(band);
    for (long row = from; row < to; row++) {
      slots.load((table * rows + row) * columns + band * width, count);
      slots.foldColumns(0, 0, count);
    }
  }

  /// Folds pieces of a long table into results of their own, and those into one.
  private void inPieces(long table) {
    Accumulators partial = folding.open(Math.toIntExact(pieces * width));
    for (long band = 0; band < bands; band++) {
      long at = band;
      folding.forEach(pieces, piece -> piece(partial, table, at, piece));
      join(partial, table, band);
    }
  }

  private void piece(Accumulators partial, long table, long band, long piece) {
    Accumulators slots = folding.open(width);
    slots.reset(0, width);
    long from = piece * rowsPerPiece;
    long to = Math.min(rows, from + rowsPerPiece);
    if (bands == 1) {
      narrow(slots, table, from, to, 0);
    } else {
      wide(slots, table, band, from, to);
    }
    for (int i = 0; i < bandWidth(band); i++) {
      partial.set((int) piece * width + i, slots, i);
    }
  }

  private void join(Accumulators partial, long table, long band) {
    int count = bandWidth(band);
    for (int piece = 1; piece < pieces; piece++) {
      for (int i = 0; i < count; i++) {
        partial.merge(i, partial, piece * width + i);
      }
    }
    partial.store(folding.out(), table * columns + band * width, count);
  }
}
