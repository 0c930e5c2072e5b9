package io.cogniscribe.testservers;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class BoundariesTest {

  @Test
  void eachPackageUsesOnlyThoseBelowIt() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("junit")
        .definedBy("io.cogniscribe.testservers.junit")
        .layer("server")
        .definedBy("io.cogniscribe.testservers.server")
        .layer("process")
        .definedBy("io.cogniscribe.testservers.process")
        .whereLayer("junit")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("server")
        .mayOnlyBeAccessedByLayers("junit")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.cogniscribe.testservers"));
  }
}
