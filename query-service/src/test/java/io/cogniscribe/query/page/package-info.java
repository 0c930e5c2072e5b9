/** Tests of cursors and pages, without a service. */
@NullMarked
package io.cogniscribe.query.page;

import org.jspecify.annotations.NullMarked;
