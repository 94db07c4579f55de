package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A record's components with the fields they stand for, and what makes and reads the record.
final class RecordComponents {
  private record Component(String name, FieldType type, MethodHandle accessor) {}

  private final Class<?> record;
  private final List<Component> components;
  private final MethodHandle constructor;
  private final DType.Struct dtype;

  private RecordComponents(Class<?> record, List<Component> components, MethodHandle constructor) {
    this.record = record;
    this.components = components;
    this.constructor = constructor;
    this.dtype = packed(components);
  }

  static RecordComponents of(MethodHandles.Lookup lookup, Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    if (components == null) {
      throw new IllegalArgumentException(record.getName() + " is not a record");
    }
    var fields = new ArrayList<Component>();
    try {
      for (RecordComponent component : components) {
        RowType.Name name = component.getAnnotation(RowType.Name.class);
        fields.add(
            new Component(
                name == null ? component.getName() : name.value(),
                FieldTypes.of(lookup, record, component),
                lookup.unreflect(component.getAccessor())));
      }
      MethodType types =
          MethodType.methodType(
              void.class,
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return new RecordComponents(record, fields, lookup.findConstructor(record, types));
    } catch (IllegalAccessException | NoSuchMethodException e) {
      throw new IllegalArgumentException(
          record.getName()
              + " is not visible to "
              + lookup
              + "; make it public in an exported package, or pass a lookup that sees it:"
              + " RowType.of(MethodHandles.lookup(), "
              + record.getSimpleName()
              + ".class)",
          e);
    }
  }

  private static DType.Struct packed(List<Component> components) {
    var fields = new ArrayList<Field>();
    int end = 0;
    for (Component component : components) {
      FieldType type = component.type();
      var field = new Field(component.name(), null, type.dtype(), type.shape(), end);
      fields.add(field);
      end = Math.addExact(end, field.byteSize());
    }
    return new DType.Struct(fields, end);
  }

  Class<?> record() {
    return record;
  }

  DType.Struct dtype() {
    return dtype;
  }

  /// What differs between the record and a dtype, field by field; null if nothing does.
  @Nullable String mismatch(DType rows) {
    if (!(rows instanceof DType.Struct struct)) {
      return "elements of " + rows + " have no fields";
    }
    Map<String, Field> others = new LinkedHashMap<>();
    struct.fields().forEach(field -> others.put(field.name(), field));
    var differences = new StringBuilder();
    boolean matches = true;
    for (int i = 0; i < components.size(); i++) {
      Field own = dtype.fields().get(i);
      Field other = others.remove(own.name());
      boolean same =
          other != null && components.get(i).type().matches(other.dtype(), other.shape());
      matches &= same;
      describe(differences, own.name(), describe(own), other == null ? "none" : describe(other));
      differences.append(same ? "" : " (differs)");
    }
    others.values().forEach(field -> describe(differences, field.name(), "none", describe(field)));
    boolean more = !others.isEmpty();
    return matches && !more
        ? null
        : differences + (more ? "; NdArray.fields takes some fields of an array" : "");
  }

  private static void describe(StringBuilder out, String name, String own, String other) {
    out.append(out.isEmpty() ? "" : "; ")
        .append("'" + name + "': " + own + " in the record, " + other + " in the array");
  }

  private static String describe(Field field) {
    return field.dtype() + (field.shape().length == 0 ? "" : Arrays.toString(field.shape()));
  }

  /// How records are read and written in rows of a dtype.
  ///
  /// @throws IllegalArgumentException if its fields are not the components
  FieldAccess access(DType rows) {
    String mismatch = mismatch(rows);
    if (mismatch != null) {
      throw new IllegalArgumentException(
          "record " + record.getSimpleName() + " does not match the array's fields: " + mismatch);
    }
    var struct = (DType.Struct) rows;
    var row = new RowHandles(constructor.asType(constructor.type().changeReturnType(Record.class)));
    for (int i = components.size() - 1; i >= 0; i--) {
      Component component = components.get(i);
      Field field = struct.field(component.name());
      MethodHandle accessor = component.accessor();
      row.add(
          component.type().access(field.dtype()).shifted(field.offset()),
          accessor.asType(accessor.type().changeParameterType(0, Record.class)));
    }
    return row.access();
  }
}
