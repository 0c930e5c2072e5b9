package io.cogniscribe.account;

/** The kinds of names that must be unique among accounts. */
public enum NameKind {
  USERNAME,
  EMAIL
}
