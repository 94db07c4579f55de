package io.mmaptable.export;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.mmaptable.file.StorageException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// A CSV file as records of the same number of fields: RFC 4180, UTF-8 with or without a byte order
/// mark, gzipped if its name ends with `.gz`. Empty lines are left out.
///
/// @param file the file
record CsvFile(Path file) {
  private static final int BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  /// Is read as the last line. A quote that is not closed swallows it, as it does all lines.
  private static final String LAST_LINE = "\0end of file";

  /// What is done with the first record.
  interface Header {
    void accept(List<String> names) throws IOException;
  }

  /// What is done with each other record.
  interface Row {
    void accept(long line, CsvRecord fields) throws IOException;
  }

  /// Reads the file.
  ///
  /// @return the number of records after the header
  /// @throws StorageException.Malformed if it is no such file; the message names the line
  /// @throws IOException if it cannot be read, or from what is done with a record
  long read(Header header, Row row) throws IOException {
    long rows = 0;
    int fields = -1;
    try (var csv =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(reader())) {
      var records = csv.iterator();
      while (records.hasNext()) {
        CsvRecord found = records.next();
        long line = found.getStartingLineNumber();
        if (!records.hasNext()) {
          requireLastLine(found);
          break;
        }
        if (fields < 0) {
          fields = found.getFieldCount();
          header.accept(found.getFields());
          continue;
        }
        if (found.getFieldCount() != fields) {
          throw malformed(
              "line " + line + ": expected " + fields + " fields, found " + found.getFieldCount(),
              null);
        }
        row.accept(line, found);
        rows++;
      }
    } catch (CsvParseException | UncheckedIOException e) {
      throw explain(e);
    }
    if (fields < 0) {
      throw malformed("line 1: expected the names of the columns", null);
    }
    return rows;
  }

  private void requireLastLine(CsvRecord last) throws StorageException {
    if (last.getFieldCount() != 1 || !last.getField(0).equals(LAST_LINE)) {
      throw malformed(
          "line "
              + last.getStartingLineNumber()
              + ": expected a closing quote, found the end of the file",
          null);
    }
  }

  private Reader reader() throws IOException {
    var lastLine = ("\n" + LAST_LINE).getBytes(StandardCharsets.UTF_8);
    var in = new SequenceInputStream(open(), new ByteArrayInputStream(lastLine));
    var reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()), BUFFER);
    try {
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      return reader;
    } catch (IOException e) {
      reader.close();
      throw explain(e);
    }
  }

  private InputStream open() throws IOException {
    InputStream in = Files.newInputStream(file);
    if (!String.valueOf(file.getFileName()).endsWith(".gz")) {
      return in;
    }
    try {
      return new GZIPInputStream(in, BUFFER);
    } catch (IOException e) {
      in.close();
      throw explain(e);
    }
  }

  /// Finds what is behind an exception.
  private IOException explain(Exception e) throws IOException {
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case CharacterCodingException _ -> {
          return malformed("line " + undecodableLine() + ": is not UTF-8", e);
        }
        case EOFException _ -> {
          return malformed("is not gzipped: it ends early", e);
        }
        case ZipException _ -> {
          return malformed("is not gzipped: " + cause.getMessage(), e);
        }
        case UncheckedIOException _ -> {}
        case IOException failed -> {
          return failed;
        }
        default -> {}
      }
    }
    return malformed("is no CSV: " + e.getMessage(), e);
  }

  /// The bytes of a line's end stand for nothing else in UTF-8.
  private long undecodableLine() throws IOException {
    try (var lines =
        new BufferedReader(new InputStreamReader(open(), StandardCharsets.ISO_8859_1))) {
      long number = 1;
      for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
        try {
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (CharacterCodingException e) {
          return number;
        }
        number++;
      }
      return number;
    }
  }

  private StorageException malformed(String message, @Nullable Exception cause) {
    var malformed = new StorageException.Malformed(file, message);
    if (cause != null) {
      malformed.initCause(cause);
    }
    return malformed;
  }
}
