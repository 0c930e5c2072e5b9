package io.cogniscribe.projector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The boundaries inside the module. */
@AnalyzeClasses(packages = "io.cogniscribe.projector", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.cogniscribe.projector.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule FEATURES_DO_NOT_KNOW_EACH_OTHER =
      slices()
          .matching("io.cogniscribe.projector.(job|account|audit|usage|live|session|apikey)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule THE_ENGINE_KNOWS_NO_STORE =
      noClasses()
          .that()
          .resideInAPackage("..projector.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "redis..", "..projector.postgres..");

  @ArchTest
  static final ArchRule AN_ARCHIVE_NEEDS_THE_LOG_ALONE =
      noClasses()
          .that()
          .resideInAPackage("..projector.archive..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "redis..",
              "..projector.postgres..",
              "..projector.redis..");

  @ArchTest
  static final ArchRule SPRING_STAYS_WITH_THE_SERVICE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.cogniscribe.projector")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..");

  @ArchTest
  static final ArchRule KAFKA_STAYS_BEHIND_THE_ENGINE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..projector.job..",
              "..projector.account..",
              "..projector.audit..",
              "..projector.usage..",
              "..projector.session..",
              "..projector.apikey..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");
}
