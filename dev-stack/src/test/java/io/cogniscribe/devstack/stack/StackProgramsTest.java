package io.cogniscribe.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.settings.Network;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.web.http.TrustedProxies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StackProgramsTest {

  @TempDir private Path folder;

  @Test
  void letsServicesTrustTheGatewayAndTheProxiesInFrontOfIt() throws IOException {
    assertThat(services(Map.of("GATEWAY_TRUSTED_PROXIES", "10.0.0.5")).networks())
        .containsAll(Network.LOOPBACK)
        .contains(Network.parse("10.0.0.5").orElseThrow());
  }

  @Test
  void letsServicesTrustThisMachineWhenNoProxyIsInFrontOfTheGateway() throws IOException {
    assertThat(services(Map.of()).networks()).isEqualTo(Network.LOOPBACK);
  }

  private TrustedProxies services(Map<String, String> user) throws IOException {
    Map<String, String> environment =
        StackPrograms.of(
                new Installation(StandInInstallation.create(folder).home()),
                new DataFolder(folder.resolve("data")),
                StackPorts.of(Map.of()),
                Secrets.loadOrCreate(folder.resolve("secrets.env"), Map.of()),
                user,
                false)
            .services()
            .getFirst()
            .command()
            .environment();
    return TrustedProxies.of(Settings.of(environment));
  }
}
