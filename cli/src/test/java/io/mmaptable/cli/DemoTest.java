package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  private static final int PRECIPITATION = 1;
  private static final int WIND = 4;

  @TempDir private Path directory;
  private Path table;

  @BeforeEach
  void nameTable() {
    table = directory.resolve("weather");
  }

  /// The lines of the data that the demo shows, without the names.
  private static List<String[]> weather() throws IOException {
    try (InputStream in = Demo.class.getResourceAsStream("seattle-weather.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .toList();
    }
  }

  private static MatchResult find(String pattern, String text) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), () -> "no " + pattern + " in " + text);
    return matcher.toMatchResult();
  }

  @Test
  void everyStepIsALine() {
    List<String> steps =
        Cli.run("demo", table).lines().stream()
            .filter(line -> line.matches("\\d\\. .*"))
            .map(line -> line.replace(table.toString(), "DIR"))
            .toList();
    assertEquals(
        List.of(
            "1. A table of seattle-weather.csv, the days in Seattle from 2012 to 2015, in DIR",
            "2. Attributes: a string, a number and a nested object, kept as JSON beside the"
                + " columns",
            "3. The table, a column, a slice of it, a row, and two columns",
            "4. Computed on the mapping, nothing is read in first",
            "5. Rows appended, taken away and added; a column copied, renamed and deleted",
            "6. Opened a second time, read-only, while it is open for writing",
            "7. Exported as CSV and as one array of records",
            "8. In Python, after import numpy as np:"),
        steps);
  }

  @Test
  void theNumbersAreThoseOfTheData() throws IOException {
    List<String[]> days = weather();
    double mean = days.stream().mapToDouble(day -> Double.parseDouble(day[WIND])).sum() / 1461;
    double least =
        days.stream().mapToDouble(day -> Double.parseDouble(day[WIND])).min().orElseThrow();
    double most =
        days.stream().mapToDouble(day -> Double.parseDouble(day[WIND])).max().orElseThrow();
    long rainy = days.stream().filter(day -> Double.parseDouble(day[PRECIPITATION]) > 0).count();

    String out = Cli.run("demo", table).out();

    MatchResult wind = find("wind +mean (\\S+), min (\\S+), max (\\S+)\n", out);
    assertEquals(mean, Double.parseDouble(wind.group(1)), 1e-12);
    assertEquals(String.valueOf(least), wind.group(2));
    assertEquals(String.valueOf(most), wind.group(3));
    MatchResult rain = find("days with rain (\\d+) of (\\d+)\n", out);
    assertEquals(String.valueOf(rainy), rain.group(1));
    assertEquals(String.valueOf(days.size()), rain.group(2));
  }

  @Test
  void whatItSaysToTypeInPythonGivesTheNumbersThatItSays() throws IOException {
    Python python = Python.required();
    String out = Cli.run("demo", table).out();
    List<String> typed =
        out.lines().map(String::strip).filter(line -> line.matches("\\w+ = np\\.load.*")).toList();
    assertEquals(2, typed.size(), out);
    MatchResult said = find("# wind.mean\\(\\) is (\\S+), of (\\d+) values\n", out);
    String[] seen =
        python
            .run(
                "import numpy as np\n"
                    + String.join("\n", typed)
                    + "\nassert np.array_equal(records['wind'], wind)"
                    + "\nprint(repr(float(wind.mean())), len(wind), records['temp/max'][0])")
            .split(" ", -1);
    assertEquals(Double.parseDouble(seen[0]), Double.parseDouble(said.group(1)), 1e-12);
    assertEquals(seen[1], said.group(2));
    assertEquals("12.8", seen[2]);
  }

  @Test
  void theTreeIsWhatIsThere() throws IOException {
    String out = Cli.run("demo", table).out();
    String tree = out.substring(out.lastIndexOf(table + "/\n"));
    assertEquals(
        List.of(
            table + "/",
            "├── .mmaptable/",
            "├── date.npy",
            "├── precipitation.npy",
            "├── temp/",
            "│   ├── max.attr",
            "│   ├── max.npy",
            "│   └── min.npy",
            "├── weather.npy",
            "├── wind.attr",
            "└── wind.npy"),
        tree.lines()
            .filter(line -> !line.contains("lock") && !line.contains("table.json"))
            .map(line -> line.replaceAll("  \\d+ bytes$", ""))
            .filter(line -> !line.contains("journal"))
            .toList());
    assertEquals(
        List.of(table, Path.of(table + ".csv"), Path.of(table + ".records.npy")),
        FileTree.snapshot(directory).keySet().stream()
            .filter(name -> !name.contains("/"))
            .map(directory::resolve)
            .toList());
  }

  @Test
  void theTableIsSoundAfterwards() {
    Cli.run("demo", table).lines();
    assertEquals(List.of(table + ": ok"), Cli.run("verify", table).lines());
  }

  @Test
  void directoriesAboveAreMade() {
    Cli.run("demo", directory.resolve("a/b/weather")).lines();
    assertTrue(Files.exists(directory.resolve("a/b/weather/wind.npy")));
  }

  @Test
  void nothingThatIsThereIsReplaced() throws IOException {
    Cli.run("demo", table).lines();
    FileTree.assertUnchanged(
        directory,
        () -> assertEquals(table + ".csv: exists already", Cli.run("demo", table).failure()));

    Files.delete(Path.of(table + ".csv"));
    Files.delete(Path.of(table + ".records.npy"));
    FileTree.assertUnchanged(
        directory,
        () ->
            assertEquals(
                table + ": exists already and is not empty", Cli.run("demo", table).reason()));
  }

  @Test
  void theRootIsNoPlaceForATable() {
    assertEquals("/: exists already and is not empty", Cli.run("demo", "/").failure());
  }
}
