package io.cogniscribe.query.user;

import io.cogniscribe.query.access.AccessRecords;
import io.cogniscribe.query.owner.Ownership;
import io.cogniscribe.query.page.Cursor;
import io.cogniscribe.query.page.Page;
import io.cogniscribe.query.page.PageRequest;
import io.cogniscribe.web.access.AccessAction;
import io.cogniscribe.web.problem.ProblemException;
import io.cogniscribe.web.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Accounts over HTTP: the caller's own, and all accounts for operators. */
@RestController
class UserController {

  private static final int LONGEST_SEARCH = 255;

  private final UserTable table;
  private final AccessRecords accesses;

  UserController(UserTable table, AccessRecords accesses) {
    this.table = table;
    this.accesses = accesses;
  }

  @GetMapping("/api/users/me")
  User me(Caller caller) {
    return find(caller.userId());
  }

  @GetMapping("/api/users/{id}")
  User user(@PathVariable UUID id, Caller caller) {
    Ownership.operatorsOnly(caller);
    User user = find(id);
    accesses.ofPerson(caller, AccessAction.READ_USER, id);
    return user;
  }

  /**
   * Returns accounts, newest first. {@code search} is the beginning of a username or an e-mail
   * address.
   */
  @GetMapping("/api/users")
  ResponseEntity<Page<User>> list(
      @RequestParam(required = false) @Nullable String search,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller,
      HttpServletRequest request) {
    Ownership.operatorsOnly(caller);
    PageRequest page = PageRequest.of(limit, cursor);
    String pattern = search == null ? null : beginningWith(search);
    accesses.ofAnybody(AccessAction.LIST_USERS);
    List<User> fetched = table.list(pattern, page);
    return Page.of(page, fetched, user -> new Cursor(user.createdAt(), user.id())).answer(request);
  }

  /**
   * Returns a LIKE pattern, in which the client's text is escaped.
   *
   * @throws ProblemException 422 when it is empty, too long or has a null character
   */
  private static String beginningWith(String text) {
    if (text.isEmpty() || text.length() > LONGEST_SEARCH || text.indexOf('\0') >= 0) {
      throw ProblemException.invalid(
          "search", "must be the beginning of a username or an e-mail address");
    }
    return text.replaceAll("[\\\\%_]", "\\\\$0") + "%";
  }

  private User find(UUID id) {
    return table
        .find(id)
        .orElseThrow(() ->
            ProblemException.notFound(
                "user_not_found", "The read model does not have this account (yet)."));
  }
}
