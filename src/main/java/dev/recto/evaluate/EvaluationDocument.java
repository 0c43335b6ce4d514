package dev.recto.evaluate;

/**
 * A document of a public set.
 *
 * @param id the set's own
 * @param title may be empty
 * @param text may be empty where there is a title
 */
public record EvaluationDocument(String id, String title, String text) {}
