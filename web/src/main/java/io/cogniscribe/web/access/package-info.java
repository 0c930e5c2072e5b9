/**
 * Who reaches what by which route: one table for every HTTP service. And how services tell each
 * other of reads of what is another's.
 */
@NullMarked
package io.cogniscribe.web.access;

import org.jspecify.annotations.NullMarked;
