package dev.recto.benchmark;

import dev.recto.Application;
import dev.recto.answer.grounding.SentenceCheck;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Home;
import dev.recto.config.RectoConfig;
import dev.recto.embed.QuestionEmbedding;
import dev.recto.evaluate.grounding.ChineseWording;
import dev.recto.evaluate.grounding.EnglishWording;
import dev.recto.evaluate.grounding.SentenceCase;
import dev.recto.evaluate.grounding.SentenceCases;
import dev.recto.evaluate.grounding.SentenceKind;
import dev.recto.index.FoundPassage;
import dev.recto.index.TextAnalysis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what the encoder would add to grounding: {@code GroundingSimilarity HOME SEED [zh]}. Of sentences made as {@code eval grounding} makes them,
 * prints how many of each kind the checks pass, and how many of those would still pass at each least cosine with the nearest sentence of their passage.
 */
public final class GroundingSimilarity {
    private static final double[] LEAST = {0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85};

    private GroundingSimilarity() {}

    public static void main(String[] args) throws InterruptedException {
        try (Application application = Application.open(new Home(Path.of(args[0])), RectoConfig.DEFAULT);
                var analysis = new TextAnalysis()) {
            CollectionRow collection = application.catalog().collections().require("default");
            Map<SentenceKind, List<Double>> passed = new EnumMap<>(SentenceKind.class);
            Map<SentenceKind, Integer> made = new EnumMap<>(SentenceKind.class);
            for (SentenceCase one : cases(application, collection, args)) {
                made.merge(one.kind(), 1, Integer::sum);
                passed.computeIfAbsent(one.kind(), kind -> new ArrayList<>());
                if (new SentenceCheck(analysis)
                        .check(one.text(), List.of(one.cited()))
                        .supported()) {
                    passed.get(one.kind()).add(nearest(application.embedder().embedQuestion(one.text()), one.cited()));
                }
            }
            passed.forEach((kind, cosines) -> {
                var line = new StringBuilder(kind + ": " + made.get(kind) + " made, " + cosines.size() + " passed;");
                for (double least : LEAST) {
                    long left =
                            cosines.stream().filter(cosine -> cosine >= least).count();
                    line.append(" ").append(least).append(": ").append(left);
                }
                System.out.println(line);
            });
        }
    }

    private static List<SentenceCase> cases(Application application, CollectionRow collection, String[] args) {
        List<List<FoundPassage>> articles = new ArrayList<>();
        try (var held = application.hold(collection);
                var snapshot = held.index().snapshot()) {
            application
                    .catalog()
                    .documents()
                    .list(collection.id(), null, null, 500)
                    .documents()
                    .forEach(row -> articles.add(snapshot.passages(row.id())));
        }
        Map<SentenceKind, Integer> counts = new EnumMap<>(SentenceKind.class);
        for (SentenceKind kind : SentenceKind.values()) {
            counts.put(kind, kind == SentenceKind.QUOTED || kind == SentenceKind.REWORDED ? 100 : 50);
        }
        var wording = args.length > 2 ? new ChineseWording() : new EnglishWording();
        return new SentenceCases(wording, articles, Long.parseLong(args[1])).of(counts);
    }

    private static double nearest(List<QuestionEmbedding> sentence, FoundPassage passage) {
        double best = -1;
        for (QuestionEmbedding embedding : sentence) {
            float[] own = embedding.tokens();
            for (byte[] other : passage.sentences().getOrDefault(embedding.model(), List.of())) {
                if (own != null && other.length == own.length) {
                    best = Math.max(best, cosine(own, other));
                }
            }
        }
        return best;
    }

    private static double cosine(float[] one, byte[] other) {
        double dot = 0;
        double square = 0;
        for (int i = 0; i < other.length; i++) {
            dot += one[i] * other[i];
            square += (double) other[i] * other[i];
        }
        return square == 0 ? 0 : dot / Math.sqrt(square);
    }
}
