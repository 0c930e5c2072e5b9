package io.cogniscribe.query.apikey;

import io.cogniscribe.web.security.ApiKeyCheck;

/** State of a key in the table. */
sealed interface Standing {

  /** Valid: a caller with its secret is accepted. */
  record Good(ApiKeyCheck.GoodKey key) implements Standing {}

  /** Revoked or expired. */
  record Worthless() implements Standing {}

  /** Not in the table. */
  record Unheard() implements Standing {}

  /** Not known, because the table does not answer or lags. */
  record Unknown() implements Standing {}
}
