/** Every promise of the module, kept by a small application on a real port. */
@NullMarked
package io.cogniscribe.web;

import org.jspecify.annotations.NullMarked;
