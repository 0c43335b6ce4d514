package dev.recto.answer;

import dev.recto.retrieve.ScoredPassage;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** What the documents say to a question, or that they do not say. */
public sealed interface Answer {
    /** Returns what is known whichever way the question ended. */
    Report report();

    /** Returns the same answer, said to be drawn from a generation of its collection's index. */
    Answer in(int generation);

    /** Returns the name outside: {@code grounded} or {@code not_found}. */
    String outcome();

    /**
     * The documents say.
     *
     * @param sentences in order, at least one; each names the citations that back it
     * @param citations by number, from 1
     */
    record Grounded(List<AnswerSentence> sentences, List<Citation> citations, Report report) implements Answer {
        public Grounded {
            sentences = List.copyOf(sentences);
            citations = List.copyOf(citations);
            if (sentences.isEmpty()) {
                throw new IllegalArgumentException("a grounded answer says at least one sentence");
            }
        }

        @Override
        public Answer in(int generation) {
            return new Grounded(sentences, citations, report.in(generation));
        }

        @Override
        public String outcome() {
            return "grounded";
        }
    }

    /** The documents do not say; the report's evidence still shows the nearest passages. */
    record NotFound(Report report) implements Answer {
        @Override
        public Answer in(int generation) {
            return new NotFound(report.in(generation));
        }

        @Override
        public String outcome() {
            return "not_found";
        }
    }

    /**
     * What every answer carries.
     *
     * @param id opaque, {@code a_} and 20 of a-z and 0-9
     * @param question the question's words
     * @param confidence that the documents answer the question, 0 to 1
     * @param model who spoke, and at what cost
     * @param evidence ranked passages, best first
     * @param embedMillis time spent on the question's vectors
     * @param retrieveMillis time spent searching and ranking
     * @param answerMillis time spent on sentences and citations
     * @param generation number of the index's generation that all of it was drawn from; 0 where there are none
     */
    record Report(
            String id,
            String question,
            double confidence,
            ModelReport model,
            List<ScoredPassage> evidence,
            double embedMillis,
            double retrieveMillis,
            double answerMillis,
            int generation) {
        public Report {
            evidence = List.copyOf(evidence);
        }

        /** Reports on an answer from an index without generations. */
        public Report(
                String id,
                String question,
                double confidence,
                ModelReport model,
                List<ScoredPassage> evidence,
                double embedMillis,
                double retrieveMillis,
                double answerMillis) {
            this(id, question, confidence, model, evidence, embedMillis, retrieveMillis, answerMillis, 0);
        }

        /** Returns a fresh id. */
        public static String newId() {
            byte[] random = new byte[10];
            new SecureRandom().nextBytes(random);
            return "a_" + HexFormat.of().formatHex(random);
        }

        /** Returns which answer model spoke: {@code quote} or {@code chat}. */
        public String answerer() {
            return model.answerer();
        }

        Report in(int number) {
            return new Report(
                    id, question, confidence, model, evidence, embedMillis, retrieveMillis, answerMillis, number);
        }
    }
}
