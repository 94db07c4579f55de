package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Shapes and dtypes as people type them who come from Python.
class NotationTest {
  record Shape(String text, List<Long> lengths) {
    static Shape of(String text, long... lengths) {
      return new Shape(text, LongStream.of(lengths).boxed().toList());
    }
  }

  static Stream<Shape> shapes() {
    return Stream.of(
        Shape.of("(0, 3)", 0, 3),
        Shape.of("0,3", 0, 3),
        Shape.of(" ( 0 ,3, ) ", 0, 3),
        Shape.of("5", 5),
        Shape.of("(5,)", 5),
        Shape.of("(5)", 5),
        Shape.of("()"),
        Shape.of("-1,3", -1, 3));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void shapesAreReadAsPythonWritesThem(Shape shape) {
    assertArrayEquals(
        shape.lengths().stream().mapToLong(Long::longValue).toArray(),
        ShapeNotation.parse(shape.text()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "(", "(3", "3)", "((3))", "3,,4", ",3", "(,)", "3 4", "3;4", "a"})
  void whatIsNoShapeIsNamed(String text) {
    assertEquals(
        "'" + text + "' is no shape such as (0, 3), 5 or ()",
        assertThrows(IllegalArgumentException.class, () -> ShapeNotation.parse(text)).getMessage());
  }

  @Test
  void aLengthMustFit() {
    assertEquals(
        "shape '9223372036854775808' has a length that is larger than 2^63 - 1",
        assertThrows(
                IllegalArgumentException.class, () -> ShapeNotation.parse("9223372036854775808"))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "np.float32; <f4",
        "numpy.int16; <i2",
        "float32; <f4",
        ">f8; >f8",
        "np.uint8; |u1",
        "[('token', np.uint32), ('pmi', np.float32)]; [('token', '<u4'), ('pmi', '<f4')]",
        "[('x', '<f4'), ('v', '<i2', (3,))]; [('x', '<f4'), ('v', '<i2', (3,))]",
        "[('np.int8', '<f4')]; [('np.int8', '<f4')]",
        "[('it\\'s np.int8', \"<f4\")]; [('it\\'s np.int8', '<f4')]"
      })
  void dtypesAreReadAsPythonWritesThem(String text, String meant) {
    assertEquals(DType.of(meant), DTypeNotation.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"np.object_", "np.nonsense", "np.", "os.system('x')", "", "[np.float32"})
  void whatIsNoDTypeIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> DTypeNotation.parse(text));
  }
}
