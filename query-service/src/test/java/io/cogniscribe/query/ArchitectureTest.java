package io.cogniscribe.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String[] FEATURES = {
    "job", "user", "usage", "audit", "stats", "session", "apikey"
  };

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.cogniscribe");

  @Test
  void readSideDoesNotUseKafka() {
    noClasses()
        .that()
        .resideInAPackage("io.cogniscribe.query..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..", "org.apache.avro..", "org.springframework.kafka..")
        .check(classes);
  }

  @Test
  void readSideUsesNoModuleExceptWebAndSettings() {
    noClasses()
        .that()
        .resideInAPackage("io.cogniscribe.query..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are of other modules",
                type ->
                    type.getPackageName().startsWith("io.cogniscribe.")
                        && !type.getPackageName()
                            .matches("io\\.cogniscribe\\.(query|web|settings|health)(\\..*)?")))
        .check(classes);
  }

  @Test
  void featuresDoNotKnowEachOther() {
    for (String feature : FEATURES) {
      for (String other : FEATURES) {
        if (!feature.equals(other)) {
          noClasses()
              .that()
              .resideInAPackage("io.cogniscribe.query." + feature)
              .should()
              .dependOnClassesThat()
              .resideInAPackage("io.cogniscribe.query." + other)
              .check(classes);
        }
      }
    }
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.cogniscribe.query.(*)..").should().beFreeOfCycles().check(classes);
  }
}
