package io.mmaptable.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.module.ModuleReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Classes of which every call that forces something to the disk has been taken out, and nothing
/// else. A proof that forced data survives has to fail with them.
public final class UnforcedClasses {

  private static final CodeTransform WITHOUT_FORCE =
      (builder, element) -> {
        if (element instanceof InvokeInstruction call && forces(call)) {
          builder.pop2(); // the channel and the flag for its metadata
        } else {
          builder.with(element);
        }
      };

  private UnforcedClasses() {}

  /// Writes the classes of a module without forcing.
  ///
  /// @param module a named module of this JVM
  /// @param directory where they go; a class path begins with it to have them
  /// @throws IOException if a class cannot be read or written
  public static void write(Module module, Path directory) throws IOException {
    var found = Objects.requireNonNull(module.getLayer()).configuration();
    var reference = found.findModule(module.getName()).orElseThrow().reference();
    try (ModuleReader reader = reference.open()) {
      List<String> names = reader.list().filter(UnforcedClasses::isClass).toList();
      for (String name : names) {
        Path target = directory.resolve(name);
        Files.createDirectories(target.getParent());
        try (InputStream in = reader.open(name).orElseThrow()) {
          Files.write(target, withoutForce(in.readAllBytes()));
        }
      }
    }
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.equals("module-info.class");
  }

  static byte[] withoutForce(byte[] bytes) {
    ClassFile classFile = ClassFile.of();
    return classFile.transformClass(
        classFile.parse(bytes), ClassTransform.transformingMethodBodies(WITHOUT_FORCE));
  }

  private static boolean forces(InvokeInstruction call) {
    return call.owner().asInternalName().equals("java/nio/channels/FileChannel")
        && call.name().equalsString("force");
  }
}
