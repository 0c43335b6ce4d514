/** What does a follow-up question ask? Keeps the turns of conversations and makes each question one that stands for itself. */
@NullMarked
package dev.recto.answer.conversation;

import org.jspecify.annotations.NullMarked;
