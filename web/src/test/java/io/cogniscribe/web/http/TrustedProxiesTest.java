package io.cogniscribe.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.settings.Network;
import io.cogniscribe.settings.Settings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrustedProxiesTest {

  private static final TrustedProxies THIS_MACHINE = new TrustedProxies(Network.LOOPBACK);
  private static final TrustedProxies A_NETWORK =
      new TrustedProxies(List.of(Network.parse("10.0.0.0/8").orElseThrow()));

  @Test
  void trustsThisMachineWhileNobodyElseCanConnect() {
    assertThat(with(Map.of())).isEqualTo(Network.LOOPBACK);
    assertThat(with(Map.of("BIND_ADDRESS", "::1"))).isEqualTo(Network.LOOPBACK);
    assertThat(with(Map.of("BIND_ADDRESS", "0.0.0.0"))).isEmpty();
    assertThat(with(Map.of("TRUSTED_PROXIES", "none"))).isEmpty();
    assertThat(with(Map.of("TRUSTED_PROXIES", "10.0.0.0/8"))).isEqualTo(A_NETWORK.networks());
  }

  private static List<Network> with(Map<String, String> variables) {
    return TrustedProxies.of(Settings.of(variables)).networks();
  }

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
        "127.0.0.1       | ::ffff:198.51.100.7         | 198.51.100.7",
        "0:0:0:0:0:0:0:1 | 2001:db8::7                 | 2001:db8:0:0:0:0:0:7",
        "127.0.0.1       | 10.6.6.6, unknown           | 127.0.0.1",
        "127.0.0.1       | '; DROP TABLE audit_logs'   | 127.0.0.1",
        "127.0.0.1       | fe80::1%eth9                | 127.0.0.1",
        "127.0.0.1       | 198.51.100.7:80             | 198.51.100.7",
        "127.0.0.1       | 198.51.100.7:5678           | 198.51.100.7",
        "127.0.0.1       | 6.6.6.6:1, 198.51.100.7:5678 | 198.51.100.7",
        "127.0.0.1       | 198.51.100.7:5678, 127.0.0.1:80 | 198.51.100.7",
        "127.0.0.1       | [2001:db8::7]               | 2001:db8:0:0:0:0:0:7",
        "127.0.0.1       | [2001:db8::7]:443           | 2001:db8:0:0:0:0:0:7",
        "127.0.0.1       | '2001:db8::7, [::1]:443'    | 2001:db8:0:0:0:0:0:7",
        "127.0.0.1       | [::ffff:198.51.100.7]:443   | 198.51.100.7",
        "127.0.0.1       | [2001:db8::7                | 127.0.0.1",
        "127.0.0.1       | [2001:db8::7]:port          | 127.0.0.1",
        "127.0.0.1       | 198.51.100.7:               | 127.0.0.1",
        "127.0.0.1       | 198.51.100.7:123456         | 127.0.0.1",
        "127.0.0.1       | localhost:80                | 127.0.0.1",
        "127.0.0.1       | ',,,'                       | 127.0.0.1",
        "127.0.0.1       | ''                          | 127.0.0.1",
      })
  void returnsThePeerUnlessItIsAProxy(String peer, @Nullable String forwarded, String client) {
    List<String> header = forwarded == null ? List.of() : List.of(forwarded);

    assertThat(THIS_MACHINE.clientOf(peer, header)).isEqualTo(client);
  }

  @ParameterizedTest(name = "peer {0}, forwarded {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1  | 198.51.100.7           | 198.51.100.7",
        "10.0.0.1  | 198.51.100.7, 10.0.0.2 | 198.51.100.7",
        "10.0.0.1  | 192.0.2.1, 198.51.100.7, 10.0.0.2 | 198.51.100.7",
        "10.0.0.1  | 10.0.0.3, 10.0.0.2     | 10.0.0.3",
        "127.0.0.1 | 198.51.100.7           | 127.0.0.1",
        "11.0.0.1  | 198.51.100.7           | 11.0.0.1",
      })
  void returnsTheRightmostAddressThatIsNoProxy(String peer, String forwarded, String client) {
    assertThat(A_NETWORK.clientOf(peer, List.of(forwarded))).isEqualTo(client);
  }

  @Test
  void distinguishesTwoClientsWhenAProxyWritesPorts() {
    assertThat(THIS_MACHINE.clientOf("127.0.0.1", List.of("198.51.100.7:50001")))
        .isNotEqualTo(THIS_MACHINE.clientOf("127.0.0.1", List.of("198.51.100.8:50001")))
        .isEqualTo(THIS_MACHINE.clientOf("127.0.0.1", List.of("198.51.100.7:50002")));
  }

  @ParameterizedTest(name = "peer {0}, for {1}, proto {2} -> {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "203.0.113.9 | 198.51.100.7           | https       | false",
        "10.0.0.1    | 198.51.100.7           | https       | true",
        "10.0.0.1    | 198.51.100.7           | HTTPS       | true",
        "10.0.0.1    | 198.51.100.7           | http        | false",
        "10.0.0.1    | 198.51.100.7           | -           | false",
        "10.0.0.1    | -                      | https       | true",
        // The client wrote the first entry of each header.
        "10.0.0.1    | 6.6.6.6, 198.51.100.7  | https, http | false",
        "10.0.0.1    | 6.6.6.6, 198.51.100.7  | http, https | true",
        // Two proxies, the first of which saw the client: both append an entry, or the last
        // replaces it.
        "10.0.0.1    | 198.51.100.7, 10.0.0.2 | https, http | true",
        "10.0.0.1    | 198.51.100.7, 10.0.0.2 | http, https | false",
        "10.0.0.1    | 198.51.100.7, 10.0.0.2 | https       | true",
      })
  void isSecureWhenTheProxyThatSawTheClientSaysHttps(
      String peer, @Nullable String forwardedFor, @Nullable String proto, boolean secure) {
    assertThat(A_NETWORK.isSecure(peer, header(forwardedFor), header(proto))).isEqualTo(secure);
  }

  private static List<String> header(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }

  @Test
  void readsSeveralHeadersAsOneList() {
    assertThat(A_NETWORK.clientOf("10.0.0.1", List.of("192.0.2.1", "198.51.100.7", "10.0.0.2")))
        .isEqualTo("198.51.100.7");
  }

  @Test
  void ignoresAHundredForgedAddresses() {
    String forged = Stream.generate(() -> "192.0.2.1").limit(100).collect(Collectors.joining(", "));

    assertThat(A_NETWORK.clientOf("10.0.0.1", List.of(forged, "198.51.100.7")))
        .isEqualTo("198.51.100.7");
    assertThat(A_NETWORK.clientOf("10.0.0.1", Collections.nCopies(100, "10.0.0.2")))
        .isEqualTo("10.0.0.2");
    assertThat(A_NETWORK.clientOf("203.0.113.9", List.of(forged))).isEqualTo("203.0.113.9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.7", "10.0.0.1", "::1", "garbage"})
  void ignoresForwardedHeadersWhenThereIsNoProxy(String forwarded) {
    TrustedProxies none = new TrustedProxies(List.of());

    assertThat(none.clientOf("127.0.0.1", List.of(forwarded))).isEqualTo("127.0.0.1");
  }
}
