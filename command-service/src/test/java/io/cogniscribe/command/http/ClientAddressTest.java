package io.cogniscribe.command.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClientAddressTest {

  @ParameterizedTest(name = "peer {0}, forwarded {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "203.0.113.9     | -                           | 203.0.113.9",
        "203.0.113.9     | 198.51.100.7                | 203.0.113.9",
        "127.0.0.1       | -                           | 127.0.0.1",
        "127.0.0.1       | 198.51.100.7                | 198.51.100.7",
        "127.0.0.1       | 10.6.6.6, 198.51.100.7      | 198.51.100.7",
        "127.0.0.1       | 198.51.100.7, 127.0.0.1     | 198.51.100.7",
        "0:0:0:0:0:0:0:1 | 2001:db8::7                 | 2001:db8:0:0:0:0:0:7",
        "127.0.0.1       | 10.6.6.6, unknown           | 127.0.0.1",
        "127.0.0.1       | '; DROP TABLE audit_logs'   | 127.0.0.1",
        "127.0.0.1       | fe80::1%eth9                | 127.0.0.1",
        "127.0.0.1       | ''                          | 127.0.0.1",
      })
  void theClientIsThePeerUnlessThatIsAProxyOfThisMachine(
      String peer, @org.jspecify.annotations.Nullable String forwarded, String client) {
    List<String> header = forwarded == null ? List.of() : List.of(forwarded);

    assertThat(ClientAddress.of(peer, header)).isEqualTo(client);
  }
}
