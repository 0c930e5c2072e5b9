package io.cogniscribe.query.apikey;

import io.cogniscribe.web.security.ApiKeyCheck;

/** State of a key in the table. */
sealed interface Status {

  /** Valid: a caller with its secret is accepted. */
  record Good(ApiKeyCheck.GoodKey key) implements Status {}

  /** Revoked or expired. */
  record Worthless() implements Status {}

  /** Not in the table. */
  record Unheard() implements Status {}

  /** Not known, because the table does not answer or lags. */
  record Unknown() implements Status {}
}
