package io.cogniscribe.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the launcher script: its builds and the programs that it calls. */
final class ScriptTest {

  private final Path folder;
  private final ScriptHome home;

  ScriptTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.home = ScriptHome.create(folder);
  }

  @Test
  void buildsJarsAndCachesOnlyOnTheFirstStart() throws Exception {
    assertThat(home.run("up", "--fresh").lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("building; the first build downloads"),
            line -> assertThat(line).isEqualTo("  schemas [2/10]"),
            line -> assertThat(line).startsWith("preparing fast starts"),
            line -> assertThat(line).contains("io.cogniscribe.devstack.DevStack up --fresh"));

    assertThat(home.project().resolve("target/build.log"))
        .content()
        .contains("mvn -B", "-DskipTests", "package", "[INFO] Downloaded");
    assertThat(home.project().resolve("dev-stack/target/aot/caches.log"))
        .content()
        .contains("-XX:AOTCacheOutput=", "io.cogniscribe.devstack.DevStack caches");

    assertThat(home.run("up").lines())
        .singleElement()
        .asString()
        .contains("-Dcogniscribe.home=" + home.project(), "DevStack up");
  }

  @Test
  void buildsAChangedSourceBeforeAStartButNotForOtherCommands() throws Exception {
    home.run("build");
    Path source = Files.writeString(home.project().resolve("schemas/src/main/New.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(home.run("status").output()).doesNotContain("building").contains("DevStack status");
    assertThat(home.run("demo").output()).contains("building", "DevStack demo");
  }

  @Test
  void startsNothingWhenTheBuildFails() throws Exception {
    Files.writeString(
        home.programs().resolve("mvn"), "#!/bin/bash\necho '[ERROR] broken'; exit 1\n");

    ScriptHome.Result result = home.run("up");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output())
        .contains("broken", "the build failed", "target/build.log")
        .doesNotContain("java ");
  }

  @Test
  void runsTestsOnTheJdkThatWasFoundAndReturnsTheirExitCode() throws Exception {
    ScriptHome.Result result = home.run("test", "--containers", "-Dtest=Some");

    assertThat(result.exitCode()).isZero();
    assertThat(result.output())
        .contains(
            "verify --threads 2 -Dtest=Some", "JAVA_HOME=" + home.jdk(), "SERVERS=containers");
    assertThat(home.run("test", "fail").exitCode()).isEqualTo(1);
  }

  @Test
  void addressesTheRunningStackWhenNoDatabaseIsNamed() throws Exception {
    home.run("build");

    assertThat(home.run(home.script(), Map.of("POSTGRES_PORT", "7777"), "db", "status").output())
        .contains("replay-0.1.jar db status")
        .contains("DATABASE_URL=postgresql://cogniscribe:cogniscribe@127.0.0.1:7777/cogniscribe");
    assertThat(
            home.run(home.script(), Map.of("DATABASE_URL", "postgresql://else"), "db", "status")
                .output())
        .contains("DATABASE_URL=postgresql://else");
  }

  @Test
  void backsUpTheRunningStackWhenNoOtherIsNamed() throws Exception {
    home.run("build");

    assertThat(home.run("backup", "/backups/today").output())
        .contains("replay-0.1.jar backup /backups/today")
        .contains("DATABASE_URL=postgresql://cogniscribe:cogniscribe@127.0.0.1:15432/cogniscribe");
    assertThat(home.run("restore", "/backups/today", "--yes").output())
        .contains("replay-0.1.jar restore /backups/today --yes");
    assertThat(home.run("replay", "log", "export", "/backups/log").output())
        .contains("replay-0.1.jar replay log export /backups/log");
  }

  @Test
  void runsWhenCalledThroughASymbolicLink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), home.script());

    assertThat(home.run(link, Map.of(), "bench", "quick").output())
        .contains("io.cogniscribe.benchmarks.Benchmarks quick");
  }

  @Test
  void ignoresAJdkWhenItIsTooOld() throws Exception {
    Files.writeString(home.jdk().resolve("release"), "JAVA_VERSION=\"17.0.9\"\n");

    assertThat(home.run("build").output()).doesNotContain("JAVA_HOME=" + home.jdk());
  }

  @Test
  void namesMavenWhenItIsMissing() throws Exception {
    Files.delete(home.programs().resolve("mvn"));

    ScriptHome.Result result = home.run("up");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.output()).contains("no Maven found: install Maven");
  }

  @Test
  void refusesACommandWhenItIsUnknown() throws Exception {
    ScriptHome.Result result = home.run("upp");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.output()).contains("unknown command \"upp\"", "Usage: ./cogniscribe COMMAND");
  }
}
