package io.cogniscribe.query;

import io.cogniscribe.testservers.junit.RealServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Provides a {@link Fixture} to a test class. All such classes share one service on one set of
 * stores.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RealServers
@ExtendWith(FixtureExtension.class)
@interface QueryTest {}
