package io.cogniscribe.account;

/** The kinds of names of which no two accounts may hold the same. */
public enum NameKind {
  USERNAME,
  EMAIL
}
