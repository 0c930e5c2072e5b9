package io.cogniscribe.devstack.gateway;

import io.cogniscribe.settings.CorsRules;
import io.cogniscribe.settings.Network;
import io.cogniscribe.settings.Settings;
import java.net.URI;
import java.util.List;

/**
 * Configuration of a gateway.
 *
 * @param trustedProxies peers whose forwarded headers are passed on
 * @param cors origins whose pages may read the gateway's own answers
 */
public record GatewayConfig(
    String bindAddress,
    int port,
    URI commandService,
    URI queryService,
    List<Network> trustedProxies,
    CorsRules cors,
    GatewayLimits limits) {

  public GatewayConfig {
    trustedProxies = List.copyOf(trustedProxies);
  }

  /**
   * Returns a configuration with the default limits, and with proxies and origins of the settings.
   */
  public static GatewayConfig of(
      Settings settings, String bindAddress, int port, URI commandService, URI queryService) {
    return new GatewayConfig(
        bindAddress,
        port,
        commandService,
        queryService,
        trustedProxies(settings),
        CorsRules.of(settings),
        GatewayLimits.DEFAULT);
  }

  /**
   * {@code GATEWAY_TRUSTED_PROXIES}: the proxies in front of the gateway, such as TLS terminators;
   * none unless set. The gateway appends to the forwarded headers of these peers and replaces those
   * of all others.
   */
  public static List<Network> trustedProxies(Settings settings) {
    return settings.networks("GATEWAY_TRUSTED_PROXIES").orElse(List.of());
  }
}
