package io.cogniscribe.projections;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The boundaries inside the module. Maven ensures that the module does not depend on rebuilds. */
@AnalyzeClasses(packages = "io.cogniscribe.projections", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.cogniscribe.projections.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule FEATURES_DO_NOT_KNOW_EACH_OTHER =
      slices()
          .matching(
              "io.cogniscribe.projections.(job|account|audit|usage|progress|session|apikey)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule THE_ENGINE_KNOWS_NO_STORE =
      noClasses()
          .that()
          .resideInAPackage("..projections.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "redis..", "..projections.postgres..");

  @ArchTest
  static final ArchRule SPRING_STAYS_WITH_THE_SERVICES =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.springframework..");

  @ArchTest
  static final ArchRule STORED_NAMES_ARE_NOT_CLASS_NAMES =
      noClasses()
          .that()
          .resideOutsideOfPackage("..projections.engine..")
          .should()
          .callMethod(Class.class, "getSimpleName")
          .orShould()
          .callMethod(Class.class, "getName");

  @ArchTest
  static final ArchRule KAFKA_STAYS_BEHIND_THE_ENGINE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..projections.job..",
              "..projections.account..",
              "..projections.audit..",
              "..projections.usage..",
              "..projections.progress..",
              "..projections.session..",
              "..projections.apikey..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");
}
