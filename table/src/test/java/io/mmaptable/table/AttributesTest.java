package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttributesTest {
  private static final BigInteger LARGE = BigInteger.TWO.pow(70);

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  private MmapTable create() throws IOException {
    MmapTable table = MmapTable.create(path(), 2);
    table.addColumn("x", DType.INT8);
    return table;
  }

  static List<Object> values() {
    var nothing = new HashMap<String, Object>();
    nothing.put("nothing", null);
    return List.of(
        "text \u0436 \ud83d\ude00 \n \u0000 \"",
        "",
        true,
        0,
        Integer.MIN_VALUE,
        1L << 40,
        Long.MIN_VALUE,
        LARGE,
        LARGE.negate(),
        0.1,
        -0.0,
        1e300,
        Double.MIN_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        new BigDecimal("1E+400"),
        new BigDecimal("1E-400"),
        new BigDecimal("0.12345678901234567890123"),
        new BigDecimal("-1E+2147483647"),
        BigInteger.TEN.pow(4299),
        List.of(),
        Map.of(),
        nothing,
        List.of(1, List.of(Double.NaN, List.of("deep")), Map.of("a", Map.of("b", LARGE))),
        Arrays.asList(null, 1, null));
  }

  @ParameterizedTest
  @MethodSource("values")
  void jsonValueComesBackAsItWas(Object value) throws IOException {
    try (MmapTable table = create()) {
      table.setAttr(value);
      table.column("x").setAttr(value);
      assertEquals(value, table.attr());
      assertEquals(value, table.column("x").attr());
      table.resize(3);
      table.addColumn("y", DType.INT8);
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals(value, table.attr());
      assertEquals(value, table.column("x").attr());
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void jsonValueGoesOutAndInAsText(Object value) throws IOException {
    try (MmapTable table = create()) {
      table.setAttr(value);
      String json = table.attrJson();
      table.column("x").setAttrJson(json);
      assertEquals(table.attr(), table.column("x").attr());
      assertEquals(json, table.column("x").attrJson());
    }
  }

  @Test
  void textThatIsNoJsonIsRefusedAndTheOldValueStays() throws IOException {
    try (MmapTable table = create()) {
      assertEquals("null", table.attrJson());
      table.setAttr("k", 1);
      var refused = assertThrows(IllegalArgumentException.class, () -> table.setAttrJson("{"));
      assertTrue(refused.getMessage().startsWith("expected JSON: "), refused.getMessage());
      assertEquals("{\"k\":1}", table.attrJson());
    }
  }

  @Test
  void nothingIsSetAtFirstAndAgainByNull() throws IOException {
    try (MmapTable table = create()) {
      for (Attributes attributes : List.of(table, table.column("x"))) {
        assertNull(attributes.attr());
        assertNull(attributes.attr("k"));
        attributes.setAttr("k", 1);
        attributes.setAttr((Object) null);
        assertNull(attributes.attr());
      }
    }
  }

  @Test
  void entriesAreSetOneByOne() throws IOException {
    try (MmapTable table = create()) {
      for (Attributes attributes : List.of(table, table.column("x"))) {
        attributes.setAttr("unit", "m");
        attributes.setAttr("scale", 2.5);
        attributes.setAttr("unit", "km");
        attributes.setAttr("nothing", null);
        assertEquals("km", attributes.attr("unit"));
        assertEquals(2.5, attributes.attr("scale"));
        assertNull(attributes.attr("no such"));
        assertEquals("{unit=km, scale=2.5, nothing=null}", String.valueOf(attributes.attr()));
        attributes.setAttr(List.of(1));
        assertNull(attributes.attr("unit"));
        String where = attributes == table ? "" : "column 'x' of ";
        assertEquals(
            "the attributes of " + where + path() + " have no entries, but are [1]",
            assertThrows(IllegalStateException.class, () -> attributes.setAttr("unit", "m"))
                .getMessage());
        assertEquals(List.of(1), attributes.attr());
      }
    }
  }

  public record Range(int low, double high) {}

  public record Sensor(String unit, Range range, List<Long> ids) {}

  @Test
  void recordsComeBackAsRecords() throws IOException {
    var sensor = new Sensor("m", new Range(-1, Double.POSITIVE_INFINITY), List.of(1L, 1L << 40));
    try (MmapTable table = create()) {
      for (Attributes attributes : List.of(table, table.column("x"))) {
        attributes.setAttr(sensor);
        assertEquals(sensor, attributes.attr(Sensor.class));
        assertEquals(Map.of("low", -1, "high", Double.POSITIVE_INFINITY), attributes.attr("range"));
        attributes.setAttr(List.of("no", "sensor"));
        String message =
            assertThrows(IllegalArgumentException.class, () -> attributes.attr(Sensor.class))
                .getMessage();
        assertTrue(message.startsWith("the attributes are no Sensor: "), message);
      }
    }
  }

  static List<Object> noJson() {
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    Object deep = 1;
    for (int i = 0; i < 10_000; i++) {
      deep = List.of(deep);
    }
    return List.of(
        new Object(), itself, deep, Map.of("k", new Object()), BigInteger.TEN.pow(10_000));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("noJson")
  void valueThatCannotBeJsonIsRefusedAndTheOldOneStays(Object value) throws IOException {
    try (MmapTable table = create()) {
      table.setAttr("old");
      table.column("x").setAttr("old");
      var before = FileTree.snapshot(directory);
      String message =
          assertThrows(IllegalArgumentException.class, () -> table.setAttr(value)).getMessage();
      assertTrue(message.startsWith("the value cannot be JSON: "), message);
      assertSpeaksOfNoSetting(message);
      assertThrows(IllegalArgumentException.class, () -> table.column("x").setAttr(value));
      assertEquals("old", table.attr());
      assertEquals("old", table.column("x").attr());
      assertEquals(before, FileTree.snapshot(directory));
    }
  }

  /// The JSON library offers settings of its own, which nobody can set here.
  private static void assertSpeaksOfNoSetting(String message) {
    assertFalse(message.matches(".*(Feature|Constraints|Source).*"), message);
  }

  static List<String> unreadable() {
    return List.of(
        "",
        "{",
        "[1]",
        "null",
        "{\"attr\": }",
        "{\"attr\": 1} 2",
        "{'attr': 1}",
        "\u0000",
        "[".repeat(5000));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("unreadable")
  void unreadableAttributesAreNamedAndLeaveTheColumnUsable(String content) throws IOException {
    create().close();
    Path attr = Files.writeString(path().resolve("x.attr"), content);
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      MmapColumn column = table.column("x");
      StorageException.Malformed refused =
          assertThrows(StorageException.Malformed.class, column::attr);
      assertEquals(attr, refused.path());
      assertSpeaksOfNoSetting(String.valueOf(refused.getMessage()));
      assertThrows(StorageException.Malformed.class, () -> column.setAttr("k", 1));
      assertEquals(content, Files.readString(attr));
      assertEquals("[0 0]", column.array().toString());
      column.setAttr("new");
      assertEquals("new", column.attr());
    }
  }

  @Test
  void numberIsADoubleOnlyWhereThatIsExact() throws IOException {
    create().close();
    Files.writeString(
        path().resolve("x.attr"),
        "{\"attr\": [0.1, 1E400, -0.0, 0.10, 1e23, 0.1000000000000000055511151231257827, 2.0]}");
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals(
          List.of(
              0.1,
              new BigDecimal("1E+400"),
              -0.0,
              0.1,
              1e23,
              new BigDecimal("0.1000000000000000055511151231257827"),
              2.0),
          table.column("x").attr());
    }
  }

  @Test
  void otherKeysBesideAttrAreIgnored() throws IOException {
    create().close();
    Files.writeString(
        path().resolve("x.attr"), "{\"dtype\": \"<i4\", \"attr\": {\"a\": 1}, \"shape\": [7]}");
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals(Map.of("a", 1), table.column("x").attr());
    }
  }

  @Test
  void attributesThatAreNoFileAreRefused() throws Exception {
    create().close();
    Path attr = path().resolve("x.attr");
    assertEquals(0, new ProcessBuilder("mkfifo", attr.toString()).start().waitFor());
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertThrows(StorageException.Unsupported.class, () -> table.column("x").attr());
    }
    Files.delete(attr);
    Files.createDirectory(attr);
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertThrows(StorageException.Unsupported.class, () -> table.column("x").attr());
    }
  }

  @Test
  void pythonReadsWhatJavaWroteAndTheOtherWayRound() throws IOException {
    var value = new LinkedHashMap<String, Object>();
    value.put("nan", Double.NaN);
    value.put("inf", Double.NEGATIVE_INFINITY);
    value.put("large", LARGE);
    value.put("tenth", 0.1);
    value.put("text", "\u0436\ud83d\ude00");
    value.put("list", Collections.nCopies(3, null));
    try (MmapTable table = create()) {
      table.column("x").setAttr(value);
    }
    Python.required()
        .run(
            """
            import json, math, sys
            with open(sys.argv[1] + "/x.attr", encoding="utf-8") as f:
                a = json.load(f)
            assert list(a) == ["attr"]
            a = a["attr"]
            assert math.isnan(a["nan"]) and a["inf"] == -math.inf and a["large"] == 2 ** 70
            assert a["tenth"] == 0.1 and a["text"] == "\u0436\\U0001f600" and a["list"] == [None] * 3
            a["more"] = [math.inf, 10 ** 30, 1e-300]
            with open(sys.argv[1] + "/x.attr", "w") as f:
                json.dump({"attr": a}, f)
            """,
            path());
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      Map<String, Object> expected = new LinkedHashMap<>(value);
      expected.put("more", List.of(Double.POSITIVE_INFINITY, BigInteger.TEN.pow(30), 1e-300));
      assertEquals(expected, table.column("x").attr());
    }
  }
}
