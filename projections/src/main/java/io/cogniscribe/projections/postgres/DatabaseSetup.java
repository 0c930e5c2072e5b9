package io.cogniscribe.projections.postgres;

import io.cogniscribe.settings.Database;
import io.cogniscribe.settings.Settings;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Prepares the database as its owner: creates the tables, and sets the logins of the services.
 *
 * @param owner the name of the variable with the owner's connection
 */
public record DatabaseSetup(String owner, Migrations migrations, Optional<RoleLogins> logins) {

  /**
   * Returns the setup that the settings define.
   *
   * @param own the database of {@code DATABASE_URL}, whose user is the owner unless {@code
   *     DATABASE_OWNER_URL} is set
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

  /** Applies the missing parts. Safe to run from several projectors at once. */
  public void run() {
    migrations.migrate();
    logins.ifPresent(RoleLogins::ensure);
  }
}
