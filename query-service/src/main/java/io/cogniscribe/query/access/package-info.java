/** Records of reads of other users' data, which are in the log before the read is answered. */
@NullMarked
package io.cogniscribe.query.access;

import org.jspecify.annotations.NullMarked;
