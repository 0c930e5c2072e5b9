/**
 * Long listings in pages (keyset pagination): newest first, each page continues after the last row
 * of the previous one.
 */
@NullMarked
package io.cogniscribe.query.page;

import org.jspecify.annotations.NullMarked;
