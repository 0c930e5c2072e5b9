package io.cogniscribe.devstack;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class BoundariesTest {

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.cogniscribe.devstack");

  @Test
  void eachPackageUsesOnlyThoseBelowIt() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("commands")
        .definedBy("io.cogniscribe.devstack", "io.cogniscribe.devstack.cli")
        .layer("demo")
        .definedBy("io.cogniscribe.devstack.demo")
        .layer("stack")
        .definedBy("io.cogniscribe.devstack.stack")
        .layer("gateway")
        .definedBy("io.cogniscribe.devstack.gateway")
        .whereLayer("commands")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("demo")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("stack")
        .mayOnlyBeAccessedByLayers("commands", "demo")
        .whereLayer("gateway")
        .mayOnlyBeAccessedByLayers("commands", "stack")
        .check(classes);
  }
}
