package io.cogniscribe.local;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Tests of other modules use the servers alone, so these know nothing of the rest. */
final class BoundariesTest {

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.cogniscribe.local");

  @Test
  void each_package_uses_only_those_below_it() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("commands")
        .definedBy("io.cogniscribe.local", "io.cogniscribe.local.cli")
        .layer("traffic")
        .definedBy("io.cogniscribe.local.traffic")
        .layer("stack")
        .definedBy("io.cogniscribe.local.stack")
        .layer("gateway")
        .definedBy("io.cogniscribe.local.gateway")
        .layer("junit")
        .definedBy("io.cogniscribe.local.junit")
        .layer("server")
        .definedBy("io.cogniscribe.local.server")
        .layer("process")
        .definedBy("io.cogniscribe.local.process")
        .whereLayer("commands")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("traffic")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("stack")
        .mayOnlyBeAccessedByLayers("commands", "traffic")
        .whereLayer("gateway")
        .mayOnlyBeAccessedByLayers("commands", "stack")
        .whereLayer("junit")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("server")
        .mayOnlyBeAccessedByLayers("commands", "traffic", "stack", "junit")
        .check(classes);
  }
}
