/** Child processes of this JVM: started, watched, stopped, and found again after a kill. */
@NullMarked
package io.cogniscribe.testservers.process;

import org.jspecify.annotations.NullMarked;
