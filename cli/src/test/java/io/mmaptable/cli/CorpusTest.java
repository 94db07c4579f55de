package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.testsupport.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Files that other programs wrote, against what NumPy says of each.
class CorpusTest {
  private static final List<String> SAID = List.of("descr", "shape", "fortran_order", "sha256");

  @TestFactory
  List<DynamicTest> everyFileIsSeenAsNumpySeesIt() throws IOException {
    Path npy = Corpus.path("npy");
    JsonNode manifest =
        JsonMapper.shared().readTree(Files.readString(npy.resolve("manifest.json")));
    return manifest
        .propertyStream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(), () -> check(npy.resolve(entry.getKey()), entry.getValue())))
        .toList();
  }

  private static void check(Path file, JsonNode expected) {
    Cli.Outcome outcome = Cli.run("info", "--json", "--checksum", file);
    JsonNode seen = JsonMapper.shared().readTree(outcome.out());
    assertEquals(expected.has("refused") ? 1 : 0, outcome.status());
    JsonNode members = expected.get("members");
    if (members == null) {
      check(expected, seen);
      return;
    }
    assertEquals(
        List.copyOf(members.propertyNames()), seen.get("members").findValuesAsString("name"));
    for (JsonNode member : seen.get("members")) {
      check(members.get(member.get("name").asString()), member);
    }
  }

  private static void check(JsonNode expected, JsonNode seen) {
    if (expected.has("refused")) {
      assertEquals("unsupported", seen.get("error").get("kind").asString());
      return;
    }
    for (String field : SAID) {
      assertEquals(expected.get(field), seen.get(field), field);
    }
  }
}
