/** Tests of the product as a whole: processes, ports, files. */
@NullMarked
package io.cogniscribe.system;

import org.jspecify.annotations.NullMarked;
