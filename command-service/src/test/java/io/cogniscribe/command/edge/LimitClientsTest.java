package io.cogniscribe.command.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.web.http.TrustedProxies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class LimitClientsTest {

  private final LimitClients clients = keyedBy("f3VtK8wQz5LmXr2pGh7cNj4bYd9sAe6T");

  @Test
  void aNameTellsNothingAboutTheAddress() {
    assertThat(clients.nameOf("198.51.100.7"))
        .matches("[0-9a-f]{32}")
        .isEqualTo(clients.nameOf("198.51.100.7"))
        .isNotEqualTo(clients.nameOf("198.51.100.8"))
        .isNotEqualTo(keyedBy("another8wQz5LmXr2pGh7cNj4bYd9sAe").nameOf("198.51.100.7"));
  }

  @Test
  void theAddressesOfOneSubscriberAreOneClient() {
    assertThat(clients.nameOf("2001:db8:0:7::1"))
        .isEqualTo(clients.nameOf("2001:db8:0:7:ffff:ffff:ffff:ffff"))
        .isNotEqualTo(clients.nameOf("2001:db8:0:8::1"));
  }

  @Test
  void whatIsNoAddressHasANameToo() {
    assertThat(clients.nameOf("unix-socket")).matches("[0-9a-f]{32}");
  }

  private static LimitClients keyedBy(String secret) {
    return new LimitClients(
        new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"),
        new TrustedProxies(List.of()));
  }
}
