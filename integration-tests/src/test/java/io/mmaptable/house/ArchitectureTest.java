package io.mmaptable.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

/// The arrows of the house go one way, and nothing internal shows in what others may call.
class ArchitectureTest {
  private static final String CORE = "core";
  private static final String NPY = "npy-format";
  private static final String ZARR = "zarr";
  private static final String DISKARRAY = "diskarray";
  private static final String TABLE = "table";
  private static final String CODECS = "codec-zstd, codec-lz4, codec-blosc";
  private static final String EXPORT = "pandas-export";
  private static final String CLI = "cli";

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .importPackages(
              "io.mmaptable.dtype",
              "io.mmaptable.array",
              "io.mmaptable.codec",
              "io.mmaptable.file",
              "io.mmaptable.internal",
              "io.mmaptable.npy",
              "io.mmaptable.zarr",
              "io.mmaptable.diskarray",
              "io.mmaptable.table",
              "io.mmaptable.export",
              "io.mmaptable.cli")
          .that(
              DescribedPredicate.describe(
                  "main code",
                  type -> !type.getSource().orElseThrow().toString().contains("test")));

  @Test
  void everyModuleIsLookedAt() {
    for (String name :
        new String[] {
          "io.mmaptable.array.NdArray",
          "io.mmaptable.codec.zstd.ZstdCodec",
          "io.mmaptable.codec.lz4.Lz4Codec",
          "io.mmaptable.codec.blosc.BloscCodec",
          "io.mmaptable.npy.Npy",
          "io.mmaptable.zarr.ZarrArray",
          "io.mmaptable.diskarray.DiskArray",
          "io.mmaptable.table.MmapTable",
          "io.mmaptable.export.Records",
          "io.mmaptable.cli.Main"
        }) {
      assertTrue(HOUSE.contain(name), name);
    }
  }

  @Test
  void arrowsGoOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer(CORE)
        .definedBy(
            "io.mmaptable.dtype..",
            "io.mmaptable.array..",
            "io.mmaptable.codec",
            "io.mmaptable.file..",
            "io.mmaptable.internal..")
        .layer(CODECS)
        .definedBy("io.mmaptable.codec.*..")
        .layer(NPY)
        .definedBy("io.mmaptable.npy..")
        .layer(ZARR)
        .definedBy("io.mmaptable.zarr..")
        .layer(DISKARRAY)
        .definedBy("io.mmaptable.diskarray..")
        .layer(TABLE)
        .definedBy("io.mmaptable.table..")
        .layer(EXPORT)
        .definedBy("io.mmaptable.export..")
        .layer(CLI)
        .definedBy("io.mmaptable.cli..")
        .whereLayer(CODECS)
        .mayNotBeAccessedByAnyLayer()
        .whereLayer(NPY)
        .mayOnlyBeAccessedByLayers(DISKARRAY, TABLE, EXPORT, CLI)
        .whereLayer(ZARR)
        .mayOnlyBeAccessedByLayers(TABLE, EXPORT, CLI)
        .whereLayer(DISKARRAY)
        .mayOnlyBeAccessedByLayers(TABLE, EXPORT, CLI)
        .whereLayer(TABLE)
        .mayOnlyBeAccessedByLayers(EXPORT, CLI)
        .whereLayer(EXPORT)
        .mayOnlyBeAccessedByLayers(CLI)
        .whereLayer(CLI)
        .mayNotBeAccessedByAnyLayer()
        .check(HOUSE);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("io.mmaptable.(**)").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void coreAndFormatsUseNothingButTheJdk() {
    classes()
        .that()
        .resideInAnyPackage(
            "io.mmaptable.dtype..",
            "io.mmaptable.array..",
            "io.mmaptable.codec",
            "io.mmaptable.file..",
            "io.mmaptable.internal..",
            "io.mmaptable.npy..",
            "io.mmaptable.diskarray..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "jdk.incubator.vector..", "io.mmaptable..", "org.jspecify.annotations..")
        .check(HOUSE);
  }

  /// The module may be missing, and then only classes that nobody loads may need it.
  @Test
  void onlyVectorLoopsUseTheVectorApi() {
    noClasses()
        .that()
        .haveNameNotMatching("io\\.mmaptable\\.internal\\.kernel\\.Vector[A-Za-z]+")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .check(HOUSE);
  }

  @Test
  void jsonIsForTablesAndZarr() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.mmaptable.zarr..", "io.mmaptable.table..", "io.mmaptable.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tools.jackson..", "com.fasterxml..", "com.google.common..")
        .check(HOUSE);
  }

  /// The JDK's console is given this process's streams; commands print where picocli tells them.
  @Test
  void onlyTheCommandsPrint() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.mmaptable.cli.Console")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(HOUSE);
  }

  @Test
  void signaturesShowNoInternalAndNoForeignType() {
    ArchRule rule =
        methods()
            .that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages("io.mmaptable.internal..", "io.mmaptable.cli..")
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .arePublic()
            .should(showOnlyPublicTypes());
    rule.check(HOUSE);
  }

  private static ArchCondition<JavaCodeUnit> showOnlyPublicTypes() {
    return new ArchCondition<>("show only types of the JDK and of exported packages") {
      @Override
      public void check(JavaCodeUnit method, ConditionEvents events) {
        method.getAllInvolvedRawTypes().stream()
            .filter(type -> !isVisible(type.getBaseComponentType()))
            .filter(type -> !isArrowWhereItIsMeant(method, type))
            .forEach(
                type ->
                    events.add(
                        SimpleConditionEvent.violated(
                            method, method.getFullName() + " shows " + type.getName())));
      }
    };
  }

  /// Who hands tables to engines that take Arrow's own types names these.
  private static boolean isArrowWhereItIsMeant(JavaCodeUnit method, JavaClass type) {
    return method.getOwner().getName().equals("io.mmaptable.export.ArrowStreams")
        && type.getPackageName().startsWith("org.apache.arrow.");
  }

  private static boolean isVisible(JavaClass type) {
    String name = type.getPackageName();
    return type.isPrimitive()
        || name.startsWith("java.")
        || (name.startsWith("io.mmaptable.") && !name.startsWith("io.mmaptable.internal"));
  }
}
