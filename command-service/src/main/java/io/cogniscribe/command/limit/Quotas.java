package io.cogniscribe.command.limit;

import io.cogniscribe.settings.Settings;
import io.cogniscribe.web.security.Role;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The quota of every class of requests.
 *
 * @param byRole quotas of submissions by role; also of other writes, for roles other than user
 */
public record Quotas(Quota login, Quota registration, Quota writeOfUser, Map<Role, Quota> byRole) {

  private static final int MOST = 100_000_000;

  public Quotas {
    byRole = Map.copyOf(byRole);
  }

  /** Returns the quotas that the environment sets. */
  public static Quotas of(Settings settings) {
    Map<Role, Quota> byRole = new EnumMap<>(Role.class);
    byRole.put(Role.USER, quota(settings, "RATE_LIMIT_PER_MINUTE", 10, "RATE_LIMIT_PER_HOUR", 100));
    byRole.put(
        Role.PRODUCER,
        quota(settings, "RATE_LIMIT_PRODUCER_PER_MINUTE", 0, "RATE_LIMIT_PRODUCER_PER_HOUR", 0));
    byRole.put(
        Role.WORKER,
        quota(settings, "RATE_LIMIT_WORKER_PER_MINUTE", 0, "RATE_LIMIT_WORKER_PER_HOUR", 0));
    byRole.put(
        Role.OPERATOR,
        quota(settings, "RATE_LIMIT_OPERATOR_PER_MINUTE", 0, "RATE_LIMIT_OPERATOR_PER_HOUR", 0));
    return new Quotas(
        quota(settings, "RATE_LIMIT_LOGIN_PER_MINUTE", 5, "RATE_LIMIT_LOGIN_PER_HOUR", 50),
        quota(
            settings,
            "RATE_LIMIT_REGISTRATION_PER_MINUTE",
            3,
            "RATE_LIMIT_REGISTRATION_PER_HOUR",
            20),
        quota(settings, "RATE_LIMIT_WRITE_PER_MINUTE", 60, "RATE_LIMIT_WRITE_PER_HOUR", 1_000),
        byRole);
  }

  /** Returns the quota of a client with these roles; a client without a role has a user's quota. */
  public Quota of(RouteClass routeClass, Set<Role> roles) {
    return switch (routeClass) {
      case LOGIN -> login;
      case REGISTRATION -> registration;
      case SUBMISSION, WRITE ->
          roles.stream()
              .map(role -> ofRole(routeClass, role))
              .reduce(ofRole(routeClass, Role.USER), Quota::orMoreGenerous);
      case INVALID -> of(RouteClass.WRITE, roles);
    };
  }

  private Quota ofRole(RouteClass routeClass, Role role) {
    return routeClass == RouteClass.WRITE && role == Role.USER
        ? writeOfUser
        : byRole.getOrDefault(role, Quota.UNLIMITED);
  }

  private static Quota quota(
      Settings settings, String minute, int perMinute, String hour, int perHour) {
    return new Quota(
        settings.integer(minute, perMinute, 0, MOST), settings.integer(hour, perHour, 0, MOST));
  }
}
