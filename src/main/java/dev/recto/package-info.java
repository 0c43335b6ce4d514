/** The composition root: puts the rooms together and starts them. Alone knows everyone. */
@NullMarked
package dev.recto;

import org.jspecify.annotations.NullMarked;
