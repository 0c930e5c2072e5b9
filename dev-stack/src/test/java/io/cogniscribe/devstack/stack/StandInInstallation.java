package io.cogniscribe.devstack.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** An installation whose jars hold only a manifest that names the stand-in. */
record StandInInstallation(Path home) {

  static StandInInstallation create(Path home) throws IOException {
    for (String module : List.of("command-service", "projector", "query-service")) {
      Path target = Files.createDirectories(home.resolve(module).resolve("target"));
      try (OutputStream jar = Files.newOutputStream(target.resolve(module + "-0.1.jar"))) {
        new JarOutputStream(jar, manifest()).close();
      }
    }
    return new StandInInstallation(home);
  }

  private static Manifest manifest() {
    Path classes =
        Path.of(StandInService.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Name.MAIN_CLASS, StandInService.class.getName());
    manifest.getMainAttributes().put(Name.CLASS_PATH, classes.toUri().toString());
    return manifest;
  }
}
