package io.cogniscribe.query.apikey;

import io.cogniscribe.web.security.ApiKeyCheck;

/** What the table knows of a key. */
sealed interface Standing {

  /** Whoever has its secret is let in. */
  record Good(ApiKeyCheck.GoodKey key) implements Standing {}

  /** It was revoked, or has expired. */
  record Worthless() implements Standing {}

  /** The table has no such key. */
  record Unheard() implements Standing {}

  /** The table does not answer, or is not up to date. */
  record Unknown() implements Standing {}
}
