package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Archives as Python's `zipfile` makes them in its less usual ways.
class NpzVariantsTest {

  @TempDir private Path directory;

  /// Makes an archive `path` with the member `x.npy`, whose bytes are `npy`.
  private static final String PRELUDE =
      """
      import io, sys, zipfile, warnings, numpy as np
      warnings.simplefilter('ignore')
      path = sys.argv[1]
      def npy(a):
          out = io.BytesIO()
          np.save(out, a)
          return out.getvalue()
      x = npy(np.arange(3))
      class Pipe(io.RawIOBase):
          def __init__(self): self.bytes = b''
          def writable(self): return True
          def write(self, b): self.bytes += bytes(b); return len(b)
      def archive(compression=zipfile.ZIP_STORED, out=None, comment=b'', force_zip64=False):
          out = io.BytesIO() if out is None else out
          with zipfile.ZipFile(out, 'w', compression) as zip:
              zip.comment = comment
              with zip.open('x.npy', 'w', force_zip64=force_zip64) as member:
                  member.write(x)
          return out.bytes if isinstance(out, Pipe) else out.getvalue()
      def save(b):
          open(path, 'wb').write(b)
      """;

  private Path archive(String script) {
    Path path = directory.resolve("x.npz");
    String _ = Python.required().run(PRELUDE + script, path);
    return path;
  }

  private static final List<String> EXPRESSIONS =
      List.of(
          "archive()",
          "archive(zipfile.ZIP_DEFLATED)",
          "archive(force_zip64=True)",
          "archive(zipfile.ZIP_DEFLATED, force_zip64=True)",
          "archive(out=Pipe())",
          "archive(zipfile.ZIP_DEFLATED, out=Pipe())",
          "archive(out=Pipe(), force_zip64=True)",
          "archive(comment=b'a comment')",
          "archive(comment=b'c' * 65535)",
          "archive(comment=b'PK\\5\\6' + bytes(18))",
          "archive(comment=b'PK\\5\\6' * 1000)",
          "b'#!/bin/sh' + archive()",
          "bytes(100000) + archive(zipfile.ZIP_DEFLATED, comment=b'PK\\5\\6' + bytes(18))",
          "archive() + bytes(1000)",
          "zip64(archive)",
          "b'#!/bin/sh' + zip64(archive)");

  @Test
  void memberIsReadHoweverTheArchiveWasWritten() throws IOException {
    String script =
        """
        def zip64(make):
            limit, zipfile.ZIP_FILECOUNT_LIMIT = zipfile.ZIP_FILECOUNT_LIMIT, 0
            try:
                return make()
            finally:
                zipfile.ZIP_FILECOUNT_LIMIT = limit
        for i, expression in enumerate(sys.argv[2:]):
            open(f'{path}{i}', 'wb').write(eval(expression))
        """;
    Path path = directory.resolve("x.npz");
    Object[] arguments =
        Stream.concat(Stream.of(path), EXPRESSIONS.stream()).toArray(Object[]::new);
    String _ = Python.required().run(PRELUDE + script, arguments);
    for (int i = 0; i < EXPRESSIONS.size(); i++) {
      isRead(directory.resolve("x.npz" + i), EXPRESSIONS.get(i));
    }
  }

  private static void isRead(Path path, String what) throws IOException {
    try (var npz = Npz.open(path);
        Arena arena = Arena.ofConfined()) {
      assertEquals(List.of("x"), npz.names(), what);
      assertEquals("[0 1 2]", npz.read("x").toString(), what);
      if (npz.isStored("x")) {
        assertEquals("[0 1 2]", npz.map("x", Mode.READ_ONLY, arena).toString(), what);
      }
    }
  }

  @Test
  void archiveAppendedToAProgramIsRead() throws IOException {
    String script =
        """
        save(b'#!/bin/sh')
        with zipfile.ZipFile(path, 'a') as zip: zip.writestr('x.npy', x)
        """;
    try (var npz = Npz.open(archive(script))) {
      assertEquals("[0 1 2]", npz.read("x").toString());
    }
  }

  @Test
  void archiveInAnArchiveIsNotMistakenForIt() throws IOException {
    String script =
        """
        with zipfile.ZipFile(path, 'w') as zip:
            zip.writestr('x.npy', npy(np.arange(5)))
            zip.writestr('inner.npz', archive())
        """;
    try (var npz = Npz.open(archive(script))) {
      assertEquals(List.of("x", "inner.npz"), npz.names());
      assertEquals("[0 1 2 3 4]", npz.read("x").toString());
    }
  }

  @Test
  void lastOfSeveralMembersWithOneNameIsRead() throws IOException {
    String script =
        """
        with zipfile.ZipFile(path, 'w') as zip:
            for i in range(3):
                zip.writestr('x.npy', npy(np.arange(i)))
                zip.writestr(f'{i}.npy', npy(np.arange(i)))
        """;
    try (var npz = Npz.open(archive(script))) {
      assertEquals(List.of("0", "1", "x", "2"), npz.names());
      assertEquals("[0 1]", npz.read("x").toString());
    }
  }

  @Test
  void directoriesAreLeftOutAndOtherFilesListed() throws IOException {
    String script =
        """
        with zipfile.ZipFile(path, 'w') as zip:
            zip.mkdir('dir') if hasattr(zip, 'mkdir') else zip.writestr('dir/', b'')
            zip.writestr('dir/x.npy', x)
            zip.writestr('a.txt', b'text')
        """;
    try (var npz = Npz.open(archive(script))) {
      assertEquals(List.of("dir/x", "a.txt"), npz.names());
    }
  }

  @Test
  void nameWithoutTheEndingIsPreferredAsByNumPy() throws IOException {
    String script =
        """
        with zipfile.ZipFile(path, 'w') as zip:
            zip.writestr('x.npy', x)
            zip.writestr('x', npy(np.arange(2)))
        assert np.load(path)['x'].size == 2
        """;
    try (var npz = Npz.open(archive(script))) {
      assertEquals("[0 1]", npz.read("x").toString());
      assertEquals("[0 1 2]", npz.read("x.npy").toString());
    }
  }

  @Test
  void namesWithoutTheFlagForUtf8AreCodePage437() throws IOException {
    String script =
        """
        info = zipfile.ZipInfo('?.npy')
        with zipfile.ZipFile(path, 'w') as zip: zip.writestr(info, x)
        save(open(path, 'rb').read().replace(b'?.npy', b'\\x82.npy'))
        assert np.load(path).files == ['\\u00e9']
        """;
    try (var npz = Npz.open(archive(script))) {
      assertEquals(List.of("é"), npz.names());
      assertEquals("[0 1 2]", npz.read("é").toString());
    }
  }
}
