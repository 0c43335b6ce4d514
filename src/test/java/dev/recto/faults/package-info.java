/** What does Recto keep when its process is killed or its disk fails? Runs real homes in processes of their own and holds them to an oracle. */
@NullMarked
package dev.recto.faults;

import org.jspecify.annotations.NullMarked;
