package io.cogniscribe.command.api;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cogniscribe.account.AccountCommand;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.command.account.NameClaims;
import io.cogniscribe.command.engine.CommandGateway;
import io.cogniscribe.message.Actor;
import io.cogniscribe.message.CommandEnvelope;
import io.cogniscribe.message.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.springframework.core.ParameterizedTypeReference;

/**
 * Eight people who want one name at the same time, each through another instance. They send the
 * commands of the HTTP edge, but without a password hash, which would take most of the time.
 */
final class Rivals {

  private static final int EIGHT = 8;

  /** The time after which a rival sends the same command to another instance. */
  private static final int PATIENCE_SECONDS = 3;

  private static final ParameterizedTypeReference<CommandGateway<AccountCommand>> GATEWAY =
      new ParameterizedTypeReference<>() {};

  /**
   * One of the rivals.
   *
   * @param ownName a name that no other rival wants
   */
  private record Rival(String ownName, CompletableFuture<Outcome> registration) {

    boolean hasLost() {
      return registration.join().result() instanceof Outcome.Rejected;
    }
  }

  private final List<CommandGateway<AccountCommand>> gateways;
  private final NameClaims names;
  private final boolean forUsername;
  private final List<Rival> rivals;

  private Rivals(List<RunningService> instances, int contest) {
    this.gateways = instances.stream().map(Rivals::gateway).toList();
    this.names = instances.getFirst().context().getBean(NameClaims.class);
    this.forUsername = contest % 2 == 0;
    this.rivals = IntStream.range(0, EIGHT).mapToObj(number -> rival(contest, number)).toList();
  }

  /** Begins a contest; every second contest is for the e-mail address. */
  static Rivals begin(List<RunningService> instances, int contest) {
    return new Rivals(instances, contest);
  }

  private static CommandGateway<AccountCommand> gateway(RunningService instance) {
    return instance.context().getBeanProvider(GATEWAY).getObject();
  }

  private Rival rival(int contest, int number) {
    String own = "own-%d-%d".formatted(contest, number);
    return new Rival(own, register("wanted-" + contest, own, number));
  }

  /** Returns the result of each rival: active, or the code of the refusal. */
  List<String> verdicts() {
    return rivals.stream()
        .map(rival ->
            switch (rival.registration().join().result()) {
              case Outcome.Accepted(_, var status) -> status;
              case Outcome.Rejected(_, var code, _, _) -> code;
              case Outcome.Pending() -> "pending";
            })
        .toList();
  }

  /** Returns the code of the refusal of the losers. */
  String refusal() {
    return forUsername ? "username_taken" : "email_taken";
  }

  /** Registers a loser again, with its own name and a new one. */
  CompletableFuture<Outcome> loserComesAgain() {
    String own = rivals.stream().filter(Rival::hasLost).findFirst().orElseThrow().ownName();
    return register("another-" + own, own, 0);
  }

  /**
   * Registers.
   *
   * @param contested the name that this contest is about
   * @param own the other name
   */
  private CompletableFuture<Outcome> register(String contested, String own, int gateway) {
    String username = forUsername ? contested : own;
    String email = (forUsername ? own : contested) + "@example.org";
    UUID commandId = UuidCreator.getTimeOrderedEpoch();
    return decided(
        new CommandEnvelope<>(
            commandId,
            UuidCreator.getTimeOrderedEpoch(),
            Actor.SYSTEM,
            Instant.now(),
            null,
            null,
            commandId,
            null,
            null,
            new AccountCommand.Register(
                username,
                email,
                "no hash of any password",
                names.id(NameKind.USERNAME, username),
                names.id(NameKind.EMAIL, email))),
        gateway);
  }

  /** Returns the outcome from any instance: one may be closed, or busy with a rebalance. */
  private CompletableFuture<Outcome> decided(CommandEnvelope<AccountCommand> command, int gateway) {
    return gateways
        .get(gateway % gateways.size())
        .send(command)
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .handle((outcome, _) ->
            Optional.ofNullable(outcome).filter(o -> !(o.result() instanceof Outcome.Pending)))
        .thenCompose(answer ->
            answer
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> decided(command, gateway + 1)));
  }
}
