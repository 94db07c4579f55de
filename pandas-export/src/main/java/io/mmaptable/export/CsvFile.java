package io.mmaptable.export;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.mmaptable.file.StorageException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// A CSV file: RFC 4180, UTF-8 with or without a byte order mark, compressed if its name or its
/// first bytes say so.
///
/// @param file the file
/// @param name what messages call it
/// @param options how it was written
record CsvFile(Path file, Path name, CsvOptions options) {
  private static final int BUFFER = 1 << 16;
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

  /// Which bytes none of UTF-8 begins with, so that no name is needed to know them.
  private static Compression compression(Path name, byte[] start) {
    if (starts(start, GZIP)) {
      return Compression.GZIP;
    }
    return starts(start, ZSTD) ? Compression.ZSTD : Compression.of(name);
  }

  private static boolean starts(byte[] bytes, byte[] expected) {
    return bytes.length >= expected.length
        && Arrays.equals(bytes, 0, expected.length, expected, 0, expected.length);
  }

  /// Opens the file for reading its rows from the first on.
  ///
  /// @return a reader, which the caller closes
  /// @throws StorageException.Malformed if it is no such file
  /// @throws IOException if it cannot be read
  CsvRows rows() throws IOException {
    var counted = new CountedInput(Files.newInputStream(file));
    try {
      return new CsvRows(this, expanded(counted), counted);
    } catch (IOException e) {
      counted.close();
      throw explain(e);
    }
  }

  /// Text as UTF-8, expanded.
  private InputStream expanded(InputStream in) throws IOException {
    var buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(ZSTD.length);
    byte[] start = buffered.readNBytes(ZSTD.length);
    buffered.reset();
    return compression(name, start).expand(buffered);
  }

  /// Finds what is behind an exception.
  IOException explain(Exception e) throws IOException {
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case StorageException malformed -> {
          return malformed;
        }
        case CharacterCodingException _ -> {
          return malformed("line " + undecodableLine() + ": is not UTF-8", e);
        }
        case EOFException _ -> {
          return malformed("is not gzipped: it ends early", e);
        }
        case ZipException _ -> {
          return malformed("is not gzipped: " + cause.getMessage(), e);
        }
        case CsvParseException wrong -> {
          if (wrong.getCause() == null) {
            return malformed(line(String.valueOf(wrong.getMessage())), e);
          }
        }
        case UncheckedIOException _ -> {}
        case IOException failed -> {
          return Compression.isOfZstandard(failed)
              ? malformed("is not compressed by zstd: " + failed.getMessage(), e)
              : failed;
        }
        default -> {}
      }
    }
    return malformed("is no CSV: " + e.getMessage(), e);
  }

  /// Says first in which line it is, as all messages do.
  private static String line(String message) {
    String place = " (record starting at line ";
    int at = message.lastIndexOf(place);
    if (at < 0 || !message.endsWith(")")) {
      return "is no CSV: " + message;
    }
    String what = message.substring(0, at);
    return "line "
        + message.substring(at + place.length(), message.length() - 1)
        + ": "
        + (what.startsWith("Unclosed quoted field")
            ? "expected a closing quote, found the end of the file"
            : "is no CSV: " + what);
  }

  /// The bytes of a line's end stand for nothing else in UTF-8.
  private long undecodableLine() throws IOException {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                expanded(Files.newInputStream(file)), StandardCharsets.ISO_8859_1))) {
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

  StorageException malformed(String message, @Nullable Exception cause) {
    var malformed = new StorageException.Malformed(name, message);
    if (cause != null) {
      malformed.initCause(cause);
    }
    return malformed;
  }
}
