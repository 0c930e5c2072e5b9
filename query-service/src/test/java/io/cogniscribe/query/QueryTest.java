package io.cogniscribe.query;

import io.cogniscribe.testservers.junit.RealServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Hands a test class a {@link Fixture}: one service on one set of stores for all such classes. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RealServers
@ExtendWith(FixtureExtension.class)
@interface QueryTest {}
