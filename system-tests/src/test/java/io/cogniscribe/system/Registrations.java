package io.cogniscribe.system;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A way to register; whoever is not answered asks again, as the same request, until he is. */
interface Registrations extends AutoCloseable {

  /** What became of a registration. */
  sealed interface Verdict {

    /** The account exists. */
    record Registered(UUID account) implements Verdict {}

    /** Nothing has come of it, for the reason that the code names. */
    record Refused(String code) implements Verdict {}
  }

  CompletableFuture<Verdict> register(String username, String email);

  @Override
  void close();
}
