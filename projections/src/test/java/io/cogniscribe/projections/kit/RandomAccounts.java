package io.cogniscribe.projections.kit;

import io.cogniscribe.account.AccountEvent;
import io.cogniscribe.account.AccountEvent.AccountDeactivated;
import io.cogniscribe.account.AccountEvent.AccountDeleted;
import io.cogniscribe.account.AccountEvent.AccountReactivated;
import io.cogniscribe.account.AccountEvent.ApiKeyIssued;
import io.cogniscribe.account.AccountEvent.ApiKeyRevoked;
import io.cogniscribe.account.AccountEvent.EmailChangeRequested;
import io.cogniscribe.account.AccountEvent.EmailChanged;
import io.cogniscribe.account.AccountEvent.NameClaimed;
import io.cogniscribe.account.AccountEvent.NameReleased;
import io.cogniscribe.account.AccountEvent.PasswordChanged;
import io.cogniscribe.account.AccountEvent.RegistrationRequested;
import io.cogniscribe.account.AccountEvent.RolesChanged;
import io.cogniscribe.account.AccountEvent.SessionClosed;
import io.cogniscribe.account.AccountEvent.SessionOpened;
import io.cogniscribe.account.AccountEvent.SessionsClosed;
import io.cogniscribe.account.AccountEvent.UserRegistered;
import io.cogniscribe.account.NameKind;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.topic.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Random accounts that compete for a few names, with their sessions and API keys. Each has a valid
 * history, and the histories are interleaved. A name that one account releases, another may take.
 */
public final class RandomAccounts {

  /** The duration of each step. */
  public static final Duration STEP = Duration.ofSeconds(4);

  private static final int PEOPLE = 40;
  private static final int NAMES = 50;

  private final Random random;
  private final List<RecordedEvent<AccountEvent>> events = new ArrayList<>();
  private final Map<UUID, Long> versions = new HashMap<>();
  private final List<Person> people = new ArrayList<>();
  private final List<UUID> keys = new ArrayList<>();

  /** The streams of free names, by name. Names that an account has are not included. */
  private final Map<String, UUID> free = new TreeMap<>();

  private Instant now;

  private RandomAccounts(long seed, Instant start) {
    this.random = new Random(seed);
    this.now = start;
    for (int i = 0; i < NAMES; i++) {
      free.put("user-" + i, Events.id(random));
      free.put(i + "@uni.test", Events.id(random));
    }
  }

  /** Returns a history of about the given number of events. It depends only on the seed. */
  public static RandomAccounts of(long seed, int events, Instant start) {
    RandomAccounts history = new RandomAccounts(seed, start);
    while (history.events.size() < events) {
      history.now = history.now.plus(STEP);
      history.step();
    }
    return history;
  }

  /** Returns all events in the order of time. */
  public List<RecordedEvent<AccountEvent>> events() {
    return List.copyOf(events);
  }

  /**
   * Returns a range of the events in another possible order for a reader, partition by partition.
   * In this order, a name may be taken before it is released.
   */
  public List<RecordedEvent<AccountEvent>> byPartition(int from, int to) {
    Map<Integer, List<RecordedEvent<AccountEvent>>> partitions = new TreeMap<>();
    for (RecordedEvent<AccountEvent> event : events.subList(from, to)) {
      int partition = Keys.partition(Keys.of(event.streamId()));
      partitions.computeIfAbsent(partition, _ -> new ArrayList<>()).add(event);
    }
    List<List<RecordedEvent<AccountEvent>>> order = new ArrayList<>(partitions.values());
    Collections.shuffle(order, random);
    return order.stream().flatMap(List::stream).toList();
  }

  private static final class Person {
    private final UUID id;
    private final String username;
    private final UUID usernameClaim;
    private String email;
    private UUID emailClaim;
    private boolean isActive = true;
    private final List<UUID> sessions = new ArrayList<>();

    private Person(UUID id, Name username, Name email) {
      this.id = id;
      this.username = username.text();
      this.usernameClaim = username.claim();
      this.email = email.text();
      this.emailClaim = email.claim();
    }
  }

  private record Name(String text, UUID claim) {}

  private void step() {
    if (people.isEmpty() || (people.size() < PEOPLE && random.nextInt(4) == 0)) {
      register();
      return;
    }
    Person person = people.get(random.nextInt(people.size()));
    switch (random.nextInt(14)) {
      case 0, 1, 2, 3 -> open(person);
      case 4, 5 -> {
        if (!person.sessions.isEmpty()) {
          add(person, new SessionClosed(person.sessions.remove(0)));
        }
      }
      case 6 -> add(person, new SessionsClosed(one(person.sessions)));
      case 7 -> {
        add(person, new PasswordChanged("{argon2}" + random.nextInt()));
        add(person, new SessionsClosed(one(person.sessions)));
      }
      case 8, 9 -> move(person);
      case 10 -> {
        person.isActive = !person.isActive;
        add(person, person.isActive ? new AccountReactivated() : new AccountDeactivated());
      }
      case 11 -> add(person, new RolesChanged(roles()));
      case 12 -> issueOrRevoke();
      default -> delete(person);
    }
  }

  private void register() {
    UUID id = Events.id(random);
    Person person = new Person(id, take("user-"), take("@"));
    people.add(person);
    String password = "{argon2}" + random.nextInt();
    UUID username = person.usernameClaim;
    UUID email = person.emailClaim;
    add(id, new RegistrationRequested(person.username, person.email, password, username, email));
    add(username, new NameClaimed(id, NameKind.USERNAME));
    add(email, new NameClaimed(id, NameKind.EMAIL));
    add(id, new UserRegistered(person.username, person.email, password, username, email, roles()));
  }

  private Name take(String kind) {
    List<String> names = free.keySet().stream().filter(name -> name.contains(kind)).toList();
    String name = names.get(random.nextInt(names.size()));
    return new Name(name, Objects.requireNonNull(free.remove(name)));
  }

  private void open(Person person) {
    if (person.isActive) {
      UUID session = Events.id(random);
      Duration life = random.nextInt(3) == 0 ? Duration.ofMinutes(5) : Duration.ofHours(24);
      String address = one(List.of("10.0.0.1", "2001:db8::7"));
      String agent = random.nextInt(5) == 0 ? null : "browser ".repeat(random.nextInt(1, 90));
      add(person, new SessionOpened(session, now.plus(life), address, agent));
      person.sessions.add(session);
    }
  }

  private void move(Person person) {
    Name name = take("@");
    add(person, new EmailChangeRequested(name.text(), name.claim()));
    add(name.claim(), new NameClaimed(person.id, NameKind.EMAIL));
    add(person, new EmailChanged(name.text(), name.claim()));
    release(person.email, person.emailClaim, person, NameKind.EMAIL);
    person.email = name.text();
    person.emailClaim = name.claim();
  }

  private void release(String name, UUID claim, Person person, NameKind kind) {
    add(claim, new NameReleased(person.id, kind));
    free.put(name, claim);
  }

  private void delete(Person person) {
    add(person, new AccountDeleted());
    release(person.username, person.usernameClaim, person, NameKind.USERNAME);
    release(person.email, person.emailClaim, person, NameKind.EMAIL);
    people.remove(person);
  }

  private void issueOrRevoke() {
    UUID known = one(keys);
    if (known != null) {
      keys.remove(known);
      add(known, new ApiKeyRevoked());
      return;
    }
    UUID key = Events.id(random);
    keys.add(key);
    Instant expiry = random.nextBoolean() ? null : now.plus(Duration.ofDays(90));
    add(key, new ApiKeyIssued("key " + keys.size(), "worker", "0".repeat(64), expiry));
  }

  private List<String> roles() {
    return random.nextInt(3) == 0 ? List.of("operator", "user") : List.of("user");
  }

  /** Returns a random element, or null. */
  private <T> @Nullable T one(List<T> some) {
    int index = random.nextInt(some.size() + 1);
    return index == some.size() ? null : some.get(index);
  }

  private void add(Person person, AccountEvent event) {
    add(person.id, event);
  }

  private void add(UUID stream, AccountEvent event) {
    events.add(Events.account(stream, versions.merge(stream, 1L, Long::sum), now, event));
  }
}
