package io.cogniscribe.projections.postgres;

import io.cogniscribe.settings.Database;
import io.cogniscribe.settings.Settings;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What the owner of the database sees to before anybody else comes: the tables, and who may log in.
 *
 * @param owner the variable that says how the owner reaches it
 */
public record DatabaseSetup(String owner, Migrations migrations, Optional<RoleLogins> logins) {

  /**
   * The setup that the settings ask for.
   *
   * @param own the database as {@code DATABASE_URL} names it, whose owner that is when no other is
   *     named
   */
  public static DatabaseSetup of(Settings settings, DataSource own) {
    Optional<Database> owner = settings.databaseOwner();
    return owner
        .map(database -> of(database, settings))
        .orElseGet(() -> new DatabaseSetup("DATABASE_URL", new Migrations(own), Optional.empty()));
  }

  private static DatabaseSetup of(Database owner, Settings settings) {
    return new DatabaseSetup(
        "DATABASE_OWNER_URL",
        new Migrations(DatabasePool.unpooled(owner)),
        Optional.of(new RoleLogins(owner, List.copyOf(settings.databaseLogins()))));
  }

  /** Does what is missing; safe to run from several projectors at once. */
  public void run() {
    migrations.migrate();
    logins.ifPresent(RoleLogins::ensure);
  }
}
