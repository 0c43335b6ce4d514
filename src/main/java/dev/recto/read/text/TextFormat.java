package dev.recto.read.text;

import dev.recto.read.DocumentDraft;

/** One format of plain characters: adds what a decoded text says to a draft. Safe for several threads. */
public interface TextFormat {
    /** Adds the text's blocks, properties and gaps to the draft; stops once the draft is full. */
    void read(String text, DocumentDraft draft);
}
