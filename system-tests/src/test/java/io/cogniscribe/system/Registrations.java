package io.cogniscribe.system;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A way to register. A client without an answer repeats the same request until it has one. */
interface Registrations extends AutoCloseable {

  /** The outcome of a registration. */
  sealed interface Verdict {

    /** The account exists. */
    record Registered(UUID account) implements Verdict {}

    /** The registration was refused for the reason of the code. */
    record Refused(String code) implements Verdict {}
  }

  CompletableFuture<Verdict> register(String username, String email);

  @Override
  void close();
}
