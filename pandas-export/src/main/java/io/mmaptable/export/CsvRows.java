package io.mmaptable.export;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Reads the rows of a CSV file in blocks. Empty lines are left out. A row with another number of
/// fields than the first one is an error, or bad and left out.
final class CsvRows implements Closeable {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  /// What is made of a block at most, but for a row that is larger by itself.
  private static final int BLOCK_BYTES = 1 << 20;

  static final int BLOCK_ROWS = 16 << 10;

  private final CsvFile file;
  private final CountedInput counted;
  private final CsvReader<Boolean> csv;
  private final Iterator<Boolean> records;
  private final Handler handler = new Handler();
  private final List<String> names;
  private BadRow badRow = BadRow.REFUSED;

  /// The first row of a file whose names are not in it.
  private final boolean firstIsRow;

  private boolean firstIsRead;

  CsvRows(CsvFile file, InputStream in, CountedInput counted) throws IOException {
    this.file = file;
    this.counted = counted;
    this.firstIsRow = !file.options().hasHeader();
    try {
      this.csv =
          CsvReader.builder()
              .fieldSeparator(file.options().delimiter())
              .quoteCharacter(file.options().quote())
              .allowUnclosedQuote(false)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .build(
                  handler,
                  withoutMark(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder())));
      this.records = csv.iterator();
      if (!records.hasNext()) {
        throw file.malformed(
            firstIsRow ? "line 1: expected a row" : "line 1: expected the names of the columns",
            null);
      }
      Boolean _ = records.next();
    } catch (CsvParseException | UncheckedIOException e) {
      throw file.explain(e);
    }
    this.names = firstIsRow ? numbers(handler.first.size()) : named(handler.first);
  }

  private static Reader withoutMark(Reader reader) throws IOException {
    var start = new PushbackReader(reader, 1);
    int first = start.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      start.unread(first);
    }
    return start;
  }

  private static List<String> numbers(int count) {
    var numbers = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      numbers.add(String.valueOf(i));
    }
    return numbers;
  }

  /// Names columns without one as pandas does, which writes its index as such a column.
  private static List<String> named(List<String> header) {
    var names = new ArrayList<String>(header);
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty()) {
        names.set(i, "Unnamed: " + i);
      }
    }
    return List.copyOf(names);
  }

  /// Says what is done with a row of another number of fields.
  ///
  /// @param told is told of it
  void onBad(BadRow told) {
    badRow = told;
  }

  /// The names of the columns.
  List<String> names() {
    return names;
  }

  /// How many bytes of the file have been read.
  long bytesRead() {
    return counted.count();
  }

  /// Reads rows.
  ///
  /// @param into what holds them, and nothing else
  /// @return false if there are none left
  /// @throws io.mmaptable.file.StorageException.Malformed if it is no such file, or a row is bad;
  ///   the message names the line
  /// @throws IOException if it cannot be read
  boolean read(FieldBlock into) throws IOException {
    into.clear();
    handler.block = into;
    try {
      if (firstIsRow && !firstIsRead) {
        handler.addFirst();
        firstIsRead = true;
      }
      boolean isMore = records.hasNext();
      while (isMore) {
        Boolean _ = records.next();
        if (handler.wrongCount >= 0) {
          String message = "expected " + names.size() + " fields, found " + handler.wrongCount;
          badRow.at(file.name(), handler.line, message);
        }
        if (into.byteSize() >= BLOCK_BYTES || into.rowCount() >= BLOCK_ROWS) {
          break;
        }
        isMore = records.hasNext();
      }
    } catch (CsvParseException | UncheckedIOException e) {
      throw file.explain(e);
    }
    return into.rowCount() > 0;
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }

  /// Takes fields from the parser, without making objects of them.
  private static final class Handler extends AbstractBaseCsvCallbackHandler<Boolean> {
    private final List<String> first = new ArrayList<>();
    private FieldBlock block = new FieldBlock(0);
    private boolean isFirst = true;
    private long line;
    private long firstLine;
    private int wrongCount = -1;

    @Override
    protected void handleBegin(long startingLineNumber) {
      line = startingLineNumber;
      if (isFirst) {
        firstLine = line;
      } else {
        block.begin(startingLineNumber);
      }
    }

    @Override
    protected void handleField(
        int fieldIndex, char[] buffer, int offset, int length, boolean quoted) {
      if (isFirst) {
        first.add(new String(buffer, offset, length));
      } else {
        block.add(buffer, offset, length);
      }
    }

    @Override
    protected Boolean buildRecord() {
      if (getRecordType() == RecordType.EMPTY) {
        return Boolean.FALSE; // which the reader leaves out
      }
      if (isFirst) {
        isFirst = false;
      } else {
        int count = block.end();
        wrongCount = count == first.size() ? -1 : count;
      }
      return Boolean.TRUE;
    }

    void addFirst() {
      block.begin(firstLine);
      for (String field : first) {
        block.add(field.toCharArray(), 0, field.length());
      }
      block.end();
    }
  }
}
