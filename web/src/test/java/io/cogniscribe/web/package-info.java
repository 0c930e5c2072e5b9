/** Tests of the module with a small application on a real port. */
@NullMarked
package io.cogniscribe.web;

import org.jspecify.annotations.NullMarked;
