package io.mmaptable.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {

  @TempDir private Path directory;

  @Test
  void corpusIsBesideTheClone() throws IOException {
    Path corpus = Files.createDirectories(directory.resolve("shared/corpus"));
    Files.createDirectories(directory.resolve("checkout/.git"));
    Path module = Files.createDirectories(directory.resolve("checkout/core/target"));
    assertEquals(Optional.of(corpus), Corpus.find(module));
  }

  @Test
  void corpusIsBesideASourceArchive() throws IOException {
    Path corpus = Files.createDirectories(directory.resolve("shared/corpus"));
    Path module = Files.createDirectories(directory.resolve("sources/core"));
    Files.writeString(module.resolve("pom.xml"), "<project/>");
    Files.writeString(
        directory.resolve("sources/pom.xml"), "<project><modules></modules></project>");
    assertEquals(Optional.of(corpus), Corpus.find(module));
  }

  @Test
  void checkoutWithoutCorpusHasNone() throws IOException {
    Files.createDirectories(directory.resolve("checkout/.git"));
    assertEquals(Optional.empty(), Corpus.find(directory.resolve("checkout")));
  }
}
