/** May this be asked, and may this be said? Judges questions and sentences by words and by a moderation model. */
@NullMarked
package dev.recto.answer.moderation;

import org.jspecify.annotations.NullMarked;
