/** What services report to each other about consistency tokens. */
@NullMarked
package io.cogniscribe.web.consistency;

import org.jspecify.annotations.NullMarked;
