/** The product as its users meet it: processes, ports, files. */
@NullMarked
package io.cogniscribe.system;

import org.jspecify.annotations.NullMarked;
