package dev.recto.embed;

/** A language, by its script, that has an encoder and a reader of its own. */
enum Language {
    /** English, and every other script but Han. */
    ENGLISH,
    /** Chinese. */
    CHINESE
}
