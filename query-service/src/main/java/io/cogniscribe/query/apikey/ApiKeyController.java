package io.cogniscribe.query.apikey;

import io.cogniscribe.query.owner.Ownership;
import io.cogniscribe.query.page.Cursor;
import io.cogniscribe.query.page.Page;
import io.cogniscribe.query.page.PageRequest;
import io.cogniscribe.web.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** API keys over HTTP, for operators. */
@RestController
class ApiKeyController {

  private final ApiKeyTable table;

  ApiKeyController(ApiKeyTable table) {
    this.table = table;
  }

  /** Returns all keys that were ever issued, newest first, including revoked and expired ones. */
  @GetMapping("/api/api-keys")
  ResponseEntity<Page<ListedKey>> list(
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller,
      HttpServletRequest request) {
    Ownership.operatorsOnly(caller);
    PageRequest page = PageRequest.of(limit, cursor);
    return Page.of(page, table.list(page), key -> new Cursor(key.createdAt(), key.id()))
        .answer(request);
  }
}
