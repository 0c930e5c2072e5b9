/** Long listings in pages: newest first, continued from where the last page ended (keyset). */
@NullMarked
package io.cogniscribe.query.page;

import org.jspecify.annotations.NullMarked;
