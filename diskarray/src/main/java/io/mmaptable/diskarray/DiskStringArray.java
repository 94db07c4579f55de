package io.mmaptable.diskarray;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Texts of any length, as UTF-8 in a directory of two `.npy` files that grow.
///
/// `data.npy` holds the bytes of all texts one after the other, as uint8, and `index.npy` n + 1
/// offsets as int64, which begin with 0: text `i` is `data[index[i]:index[i +
/// 1]].tobytes().decode()` in Python. That is the layout of Apache Arrow's [large
/// string](https://arrow.apache.org/docs/format/Columnar.html#variable-size-binary-layout).
/// [DiskVarArray] opens the same directory as rows of bytes.
///
/// What is committed when, who may write and what survives is as [DiskVarArray] has it. Texts may
/// be up to 2^31 - 1 bytes long; all together are limited by the disk alone. Nothing is replaced: a
/// lone surrogate, which has no form in UTF-8, is refused before anything is written, and bytes of
/// somebody else's that are not UTF-8 are refused when they are read.
public final class DiskStringArray implements Closeable, Iterable<String> {
  private final VarRows rows;

  private DiskStringArray(VarRows rows) {
    this.rows = rows;
  }

  /// Makes an array without texts. Its directory is there, complete and durable, when this returns.
  ///
  /// @param path the directory, which must be missing or empty
  /// @return the array, open for writing
  /// @throws FileAlreadyExistsException if there is something in the directory already, or it is a
  ///   file
  /// @throws java.nio.file.NoSuchFileException if there is no directory above it
  /// @throws UnsupportedOperationException if the path is inside a table, whose columns are added
  ///   by the table
  /// @throws IOException if the files cannot be made
  public static DiskStringArray create(Path path) throws IOException {
    return new DiskStringArray(VarRows.create(path, DType.UINT8));
  }

  /// Opens an array. For writing, bytes that no offset counts, as a writer that was killed leaves
  /// them, are taken away.
  ///
  /// @param path the directory
  /// @param mode whether texts may be appended
  /// @return the array
  /// @throws java.nio.file.NoSuchFileException if there is no such directory, or a file is missing
  /// @throws StorageException.Malformed if a file is no `.npy` file, or the offsets are none, do
  ///   not begin with 0 or end with a decrease
  /// @throws StorageException.Inconsistent if the offsets count more bytes than there are, or the
  ///   files have not the layout described above
  /// @throws StorageException.Unsupported if the files are those without headers that [#convert]
  ///   reads
  /// @throws StorageException.Locked if `mode` is [Mode#READ_WRITE] and another writer has it open
  /// @throws UnsupportedOperationException if `mode` is [Mode#READ_WRITE] and the directory is in a
  ///   table
  /// @throws IOException if it cannot be read
  public static DiskStringArray open(Path path, Mode mode) throws IOException {
    return new DiskStringArray(VarRows.open(path, mode, Durability.ON_FLUSH, DType.UINT8));
  }

  /// Opens an array for writing (`r+`), as [#open(Path, Mode)] does, and says when rows that are
  /// appended are made durable.
  ///
  /// Where a commit cannot be made durable, the call that made it throws an `IOException`; what it
  /// has appended is there all the same.
  ///
  /// @param path the directory
  /// @param durability [Durability#ON_FLUSH], which is the default, or another one
  /// @return the array
  /// @throws java.nio.file.NoSuchFileException if there is no such directory, or a file is missing
  /// @throws StorageException if the files are at fault, or another writer has them open
  /// @throws UnsupportedOperationException if the directory is in a table
  /// @throws IOException if it cannot be read
  public static DiskStringArray open(Path path, Durability durability) throws IOException {
    return new DiskStringArray(VarRows.open(path, Mode.READ_WRITE, durability, DType.UINT8));
  }

  /// Makes an array of the files that the Python package
  /// [diskarray](https://github.com/deep-compute/diskarray) writes as its `DiskStringArray`: `data`
  /// and `index` without headers, as [DiskVarArray#convert(Path, DType, Path)] describes them. They
  /// stay as they are.
  ///
  /// @param source their directory
  /// @param target the directory of the new array, which must be missing or empty
  /// @throws StorageException.Inconsistent if texts do not begin one after the other inside the
  ///   data
  /// @throws StorageException.Malformed if a text is not UTF-8, or `index` does not hold whole
  ///   elements
  /// @throws FileAlreadyExistsException if there is something at the target already
  /// @throws UnsupportedOperationException if the target is inside a table
  /// @throws IOException if the files cannot be read, or the new ones cannot be written; then there
  ///   are none
  public static void convert(Path source, Path target) throws IOException {
    HeaderlessPair.convertTexts(source, HeaderlessPair.ALL, target);
  }

  /// Makes an array of the files of the Python package `diskarray`, as [#convert(Path, Path)] does,
  /// where its writer may not have flushed.
  ///
  /// @param source their directory
  /// @param rowCount how many texts count; `index` may hold zeros after them
  /// @param target the directory of the new array, which must be missing or empty
  /// @throws IllegalArgumentException if `rowCount` is negative
  /// @throws StorageException.Inconsistent if texts do not begin one after the other inside the
  ///   data, there are not as many, or something else than zeros follows
  /// @throws StorageException.Malformed if a text is not UTF-8, or `index` does not hold whole
  ///   elements
  /// @throws FileAlreadyExistsException if there is something at the target already
  /// @throws UnsupportedOperationException if the target is inside a table
  /// @throws IOException if the files cannot be read, or the new ones cannot be written; then there
  ///   are none
  public static void convert(Path source, long rowCount, Path target) throws IOException {
    HeaderlessPair.convertTexts(source, HeaderlessPair.requireCount(rowCount), target);
  }

  /// The directory.
  ///
  /// @return the path as it was given
  public Path path() {
    return rows.path();
  }

  /// How the array was opened.
  ///
  /// @return the mode
  public Mode mode() {
    return rows.mode();
  }

  /// The number of committed texts: for a reader, as of the opening or the last [#refresh()].
  ///
  /// @return the number of texts
  public long rowCount() {
    return rows.rowCount();
  }

  /// The number of bytes that all committed texts have together.
  ///
  /// @return the last offset
  public long elementCount() {
    return rows.elementCount();
  }

  /// What the opening found that a person should know: that a writer was killed or the machine went
  /// down, and what counts.
  ///
  /// @return a line, or nothing if the array had been closed as it should be
  public Optional<String> recoveryNote() {
    return rows.recoveryNote();
  }

  /// A view of the offsets: text `i` has the bytes from the one at offset `i` to before the one at
  /// offset `i + 1`. Nothing is copied; texts appended later are not in it.
  ///
  /// @return a view of shape `(rowCount() + 1)` and dtype int64, valid until this array is closed
  /// @throws IllegalStateException if this array has been closed
  public NdArray offsets() {
    return rows.offsets();
  }

  /// A view of the bytes of all texts, one after the other. Nothing is copied; texts appended later
  /// are not in it.
  ///
  /// @return a view of shape `(elementCount())` and dtype uint8, valid until this array is closed
  /// @throws IllegalStateException if this array has been closed
  public NdArray data() {
    return rows.data();
  }

  /// One text.
  ///
  /// @param row the text's index; a negative one counts from the end
  /// @return the text
  /// @throws IndexOutOfBoundsException if there is no such text
  /// @throws IllegalStateException if this array has been closed
  /// @throws StorageException.Malformed if its bytes are not UTF-8, which [#bytes(long)] gives
  ///   then; or its offsets decrease or reach past the last one
  /// @throws UnsupportedOperationException if it has more than 2^31 - 1 bytes
  /// @throws IOException if somebody has cut a file
  public String get(long row) throws IOException {
    byte[] bytes = heapBytes(row);
    @Nullable String text = Utf8.decode(bytes);
    if (text == null) {
      int position = Utf8.malformedAt(bytes);
      throw new StorageException.Malformed(
          rows.dataPath(),
          rows.byteOffset(rows.span(row).from() + position),
          "expected UTF-8 in row " + row + ", found something else at its byte " + position);
    }
    return text;
  }

  private byte[] heapBytes(long row) throws IOException {
    try {
      return rows.get(row).toBytes();
    } catch (UncheckedIOException e) {
      throw e.getCause(); // somebody has cut the data
    }
  }

  /// A view of the bytes of one text, whatever they are.
  ///
  /// @param row the text's index; a negative one counts from the end
  /// @return a view of one dimension and dtype uint8, valid until this array is closed
  /// @throws IndexOutOfBoundsException if there is no such text
  /// @throws IllegalStateException if this array has been closed
  /// @throws StorageException.Malformed if its offsets decrease or reach past the last one
  /// @throws IOException if somebody has cut the index
  public NdArray bytes(long row) throws IOException {
    return rows.get(row);
  }

  /// The texts that are committed when this is called, in order.
  ///
  /// @return an iterator that throws `java.io.UncheckedIOException` where [#get(long)] throws an
  ///   `IOException`
  @Override
  public Iterator<String> iterator() {
    return rows.iterator(this::get);
  }

  /// Appends one text. It is committed when this returns.
  ///
  /// @param text the text, which may be empty
  /// @throws IllegalArgumentException if it holds a lone surrogate; then nothing has changed
  /// @throws UnsupportedOperationException if the array was not opened with [Mode#READ_WRITE]
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full; then nothing has changed, and the array works again
  ///   when there is room
  public void append(CharSequence text) throws IOException {
    rows.extend(RowBlock.ofText(text));
  }

  /// Appends texts. They are committed together when this returns.
  ///
  /// @param texts the texts
  /// @throws IllegalArgumentException if one holds a lone surrogate; then nothing has changed
  /// @throws UnsupportedOperationException if the array was not opened with [Mode#READ_WRITE]
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full; then nothing has changed, and the array works again
  ///   when there is room
  public void extend(List<? extends CharSequence> texts) throws IOException {
    rows.extend(RowBlock.ofTexts(texts));
  }

  /// Takes the last texts away, durably. Views that show their bytes, in any process, must not be
  /// read any more once texts are appended again.
  ///
  /// @param rowCount how many texts stay, `0 <= rowCount <= rowCount()`
  /// @throws IndexOutOfBoundsException if there are not so many texts
  /// @throws UnsupportedOperationException if the array was not opened with [Mode#READ_WRITE]
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if that cannot be made durable
  public void truncate(long rowCount) throws IOException {
    rows.truncate(rowCount);
  }

  /// Sees the texts that a writer has committed since.
  ///
  /// @return the new number of texts
  /// @throws IllegalStateException if this array has been closed
  /// @throws StorageException if the files are not what they were, or do not agree; then this array
  ///   is as it was
  /// @throws IOException if they cannot be read
  public long refresh() throws IOException {
    return rows.refresh();
  }

  /// Makes what is committed durable: it survives a crash of the machine when this returns.
  ///
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if it cannot be written
  public void flush() throws IOException {
    rows.flush();
  }

  /// Closes the array and deletes its files, and the directory if nothing else is in it.
  ///
  /// @throws UnsupportedOperationException if the array was not opened with [Mode#READ_WRITE]
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if a file cannot be deleted
  public void destroy() throws IOException {
    rows.destroy();
  }

  /// Makes everything durable, gives unused capacity back, removes the sidecar files and ends all
  /// views. Closing twice does nothing.
  ///
  /// @throws IOException if what is committed could not be made durable; the array is closed all
  ///   the same
  @Override
  public void close() throws IOException {
    rows.close();
  }

  /// Says what and where the array is.
  ///
  /// @return one line
  @Override
  public String toString() {
    return rows.describe("DiskStringArray");
  }
}
