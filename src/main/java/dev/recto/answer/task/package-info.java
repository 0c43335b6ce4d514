/** What can be made of whole documents? Summaries and fields, each statement with its citation. */
@NullMarked
package dev.recto.answer.task;

import org.jspecify.annotations.NullMarked;
