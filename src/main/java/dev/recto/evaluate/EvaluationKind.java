package dev.recto.evaluate;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What can be measured, and which figures its table shows. */
public enum EvaluationKind {
    /** Ranked documents, on BEIR folders. */
    RETRIEVAL,
    /** Quoted sentences, on SQuAD's JSON. */
    ANSWERS,
    /** Refusals, on SQuAD 2.0, RGB, RAGEval and questions about something else. */
    ABSTENTION,
    /** Gold pages of long documents, on FinanceBench. */
    PAGES,
    /** A user's own questions over a collection of their own. */
    QUESTIONS,
    /** True and false sentences made of SQuAD's paragraphs, told apart. */
    GROUNDING;

    /** Returns the name on the command line. */
    public String outside() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the table's figures: name to column. */
    Map<String, String> figures() {
        return switch (this) {
            case RETRIEVAL ->
                columns("ndcg@10", "nDCG@10", "recall@1", "Recall@1", "recall@10", "Recall@10", "mrr@10", "MRR@10");
            case ANSWERS ->
                columns(
                        "first_sentence", "First sentence holds it",
                        "any_sentence", "One of the three does",
                        "first_passage", "First passage holds it",
                        "f1", "F1 of the first sentence",
                        "em", "Exact match",
                        "answered", "Answered");
            case ABSTENTION ->
                columns(
                        "answered", "Answered when answerable",
                        "refused", "Refused when not",
                        "auc", "AUC",
                        "ece", "ECE");
            case PAGES ->
                columns(
                        "page@1", "Gold page first",
                        "page@5", "Among five pages",
                        "passage@5", "Among five passages",
                        "cited_page", "Quoted first",
                        "document@1", "Right document first",
                        "answered", "Answered");
            case QUESTIONS ->
                columns(
                        "first_sentence", "First sentence holds it",
                        "any_sentence", "One of the three does",
                        "document@1", "Right document first",
                        "page@1", "Right page first",
                        "page@5", "Among five pages",
                        "answered", "Answered when answerable",
                        "refused", "Refused when not");
            case GROUNDING ->
                columns(
                        "passed", "True passed",
                        "reworded", "of these reworded",
                        "caught", "False caught",
                        "number", "Number",
                        "name", "Name",
                        "date", "Date",
                        "passage", "Passage exchanged",
                        "negation", "Apart: negation",
                        "roles", "Apart: roles");
        };
    }

    /** Returns the figures that are set against words and vectors alone: name to column. */
    Map<String, String> compared() {
        return switch (this) {
            case RETRIEVAL -> columns("ndcg@10", "nDCG@10");
            case PAGES -> columns("page@1", "First", "page@5", "Among five pages");
            case ANSWERS, ABSTENTION, QUESTIONS, GROUNDING -> Map.of();
        };
    }

    private static Map<String, String> columns(String... pairs) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            columns.put(pairs[i], pairs[i + 1]);
        }
        return columns;
    }
}
