/** Usage per user and month. */
@NullMarked
package io.cogniscribe.query.usage;

import org.jspecify.annotations.NullMarked;
