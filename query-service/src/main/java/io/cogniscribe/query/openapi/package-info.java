/** What the service can be asked, described for programs. */
@NullMarked
package io.cogniscribe.query.openapi;

import org.jspecify.annotations.NullMarked;
