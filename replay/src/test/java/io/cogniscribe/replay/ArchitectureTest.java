package io.cogniscribe.replay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The boundaries inside the module. */
@AnalyzeClasses(packages = "io.cogniscribe.replay", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.cogniscribe.replay.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_KNOWS_THE_COMMAND_LINE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..replay.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..replay.cli..", "picocli..");

  @ArchTest
  static final ArchRule AN_ARCHIVE_NEEDS_THE_LOG_ALONE =
      noClasses()
          .that()
          .resideInAPackage("..replay.archive..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "redis..",
              "..projections.postgres..",
              "..projections.redis..");

  @ArchTest
  static final ArchRule SPRING_STAYS_WITH_THE_SERVICES =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.springframework..");
}
