package io.cogniscribe.command;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.cogniscribe", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  /** Rules are pure: deciders depend only on messages, the engine's interfaces and the JDK. */
  @ArchTest
  static final ArchRule DECIDERS_SEE_NO_FRAMEWORK =
      classes()
          .that()
          .haveNameMatching("io\\.cogniscribe\\.command\\..*(Decider|Rules)")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "io.cogniscribe.job..",
              "io.cogniscribe.account..",
              "io.cogniscribe.message..",
              "io.cogniscribe.command.engine..",
              "io.cogniscribe.command.job..",
              "io.cogniscribe.command.account..");

  @ArchTest
  static final ArchRule MESSAGES_SEE_ONLY_THE_JDK =
      classes()
          .that()
          .resideInAnyPackage(
              "io.cogniscribe.job",
              "io.cogniscribe.account",
              "io.cogniscribe.audit",
              "io.cogniscribe.message")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "io.cogniscribe.job",
              "io.cogniscribe.account",
              "io.cogniscribe.audit",
              "io.cogniscribe.message");

  @ArchTest
  static final ArchRule FEATURES_DO_NOT_SEE_EACH_OTHER =
      slices()
          .matching("io.cogniscribe.command.(job|account|apikey)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule JOBS_DO_NOT_SEE_MESSAGES_OF_ACCOUNTS =
      noClasses()
          .that()
          .resideInAPackage("io.cogniscribe.command.job..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.cogniscribe.account..");

  @ArchTest
  static final ArchRule ACCOUNTS_AND_KEYS_DO_NOT_SEE_MESSAGES_OF_JOBS =
      noClasses()
          .that()
          .resideInAnyPackage("io.cogniscribe.command.account..", "io.cogniscribe.command.apikey..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.cogniscribe.job..");

  /** The edge records refusals, for which it needs the messages of accounts. */
  @ArchTest
  static final ArchRule THE_EDGE_SEES_NO_FEATURE =
      noClasses()
          .that()
          .resideInAPackage("io.cogniscribe.command.edge..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.cogniscribe.command.job..",
              "io.cogniscribe.command.account..",
              "io.cogniscribe.command.apikey..",
              "io.cogniscribe.job..");

  @ArchTest
  static final ArchRule THE_ENGINE_SEES_NO_FEATURE_AND_NO_EDGE =
      noClasses()
          .that()
          .resideInAPackage("io.cogniscribe.command.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.cogniscribe.command.job..",
              "io.cogniscribe.command.account..",
              "io.cogniscribe.command.apikey..",
              "io.cogniscribe.command.edge..",
              "io.cogniscribe.command.limit..",
              "io.cogniscribe.web..",
              "io.cogniscribe.job..",
              "io.cogniscribe.account..");

  @ArchTest
  static final ArchRule LIMITS_SEE_NOTHING_OF_THE_SERVICE =
      noClasses()
          .that()
          .resideInAPackage("io.cogniscribe.command.limit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.cogniscribe.command.job..",
              "io.cogniscribe.command.account..",
              "io.cogniscribe.command.apikey..",
              "io.cogniscribe.command.edge..",
              "io.cogniscribe.command.engine..");

  @ArchTest
  static final ArchRule AVRO_STAYS_IN_THE_WIRE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.cogniscribe.wire..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.avro..");

  @ArchTest
  static final ArchRule HTTP_SEES_NO_KAFKA =
      noClasses()
          .that()
          .resideInAnyPackage("io.cogniscribe.command.edge..", "io.cogniscribe.command.apikey..")
          .or()
          .haveSimpleNameEndingWith("Controller")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");
}
