package dev.recto.answer;

import dev.recto.catalog.VectorCache;
import dev.recto.document.Caller;
import dev.recto.embed.Embedder;
import dev.recto.embed.LocalEmbedder;
import dev.recto.evaluate.AnswerEvaluation;
import dev.recto.evaluate.EvaluationQuestion;
import dev.recto.evaluate.EvaluationSet;
import dev.recto.evaluate.OpenCase;
import dev.recto.evaluate.SharedFinder;
import dev.recto.index.PassageIndex;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.Retriever;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Measures whether the gold answer stands in the first quoted sentence (and in any of the three), and fits the weights of
 * {@link SentenceRanking}: {@code QuoteTuning WORK_FOLDER SQUAD_JSON…} prints figures for each file; with {@code --fit} it tries random
 * weights on the first half of each file's questions and prints what the best of them does on the second.
 */
public final class QuoteTuning {
    private static final int MOST_QUESTIONS = 1200;

    private QuoteTuning() {}

    record Asked(String text, List<String> answers, AnswerTask task) {}

    public static void main(String[] args) throws Exception {
        Path work = Files.createDirectories(Path.of(args[0]));
        boolean fit = args[1].equals("--fit");
        var sets = new ArrayList<List<Asked>>();
        try (Embedder embedder = new LocalEmbedder(work.resolve("cache"), 0);
                VectorCache vectors = VectorCache.open(work.resolve("vectors.db"))) {
            for (int i = fit ? 2 : 1; i < args.length; i++) {
                Path file = Path.of(args[i]);
                List<Asked> asked = ask(file, embedder, vectors);
                sets.add(asked);
                print(file.getFileName().toString(), SentenceRanking.Weights.DEFAULT, asked);
            }
            if (fit) {
                fit(sets, args);
            }
        }
    }

    private static void fit(List<List<Asked>> sets, String[] args) throws InterruptedException {
        var random = RandomGenerator.of("L64X128MixRandom");
        SentenceRanking.Weights best = SentenceRanking.Weights.DEFAULT;
        double bestShare = mean(sets, best, 0);
        for (int i = 0; i < 250; i++) {
            SentenceRanking.Weights tried = i < 100 ? random(random) : near(best, random);
            double share = mean(sets, tried, 0);
            if (share > bestShare) {
                bestShare = share;
                best = tried;
                System.err.printf("%.4f %s%n", share, best);
            }
        }
        System.out.printf(
                "fitted on even questions %.4f, on odd ones %.4f: %s%n", bestShare, mean(sets, best, 1), best);
        for (int i = 0; i < sets.size(); i++) {
            print(args[i + 2], best, sets.get(i));
        }
    }

    private static SentenceRanking.Weights random(RandomGenerator random) {
        return new SentenceRanking.Weights(
                random.nextDouble(0.8),
                random.nextDouble(1.2),
                random.nextDouble(1.5),
                random.nextDouble(0.6),
                random.nextDouble(0.3),
                random.nextDouble(0.6));
    }

    private static SentenceRanking.Weights near(SentenceRanking.Weights w, RandomGenerator random) {
        return new SentenceRanking.Weights(
                w.passage() * random.nextDouble(0.7, 1.4),
                w.words() * random.nextDouble(0.7, 1.4),
                w.meaning() * random.nextDouble(0.7, 1.4),
                w.neighbour() * random.nextDouble(0.7, 1.4),
                w.wrongKind() * random.nextDouble(0.7, 1.4),
                w.reader() * random.nextDouble(0.7, 1.4));
    }

    private static double mean(List<List<Asked>> sets, SentenceRanking.Weights weights, int parity)
            throws InterruptedException {
        double sum = 0;
        for (List<Asked> set : sets) {
            int hits = 0;
            int asked = 0;
            for (int i = parity; i < set.size(); i += 2) {
                asked++;
                hits += hit(set.get(i), weights) == 1 ? 1 : 0;
            }
            sum += (double) hits / asked;
        }
        return sum / sets.size();
    }

    private static void print(String name, SentenceRanking.Weights weights, List<Asked> asked)
            throws InterruptedException {
        int first = 0;
        int any = 0;
        int evidence = 0;
        for (Asked one : asked) {
            int hit = hit(one, weights);
            first += hit == 1 ? 1 : 0;
            any += hit > 0 ? 1 : 0;
            String top = one.task.evidence().passages().isEmpty()
                    ? ""
                    : normal(one.task
                            .evidence()
                            .passages()
                            .getFirst()
                            .found()
                            .passage()
                            .text());
            evidence += one.answers.stream().anyMatch(answer -> top.contains(normal(answer))) ? 1 : 0;
        }
        System.out.printf(
                "%s: %d questions, first sentence %.3f, any of three %.3f, first passage holds it %.3f%n",
                name,
                asked.size(),
                (double) first / asked.size(),
                (double) any / asked.size(),
                (double) evidence / asked.size());
    }

    /** Returns 1 where the first sentence holds the answer, 2 where a later one does, 0 otherwise. */
    private static int hit(Asked asked, SentenceRanking.Weights weights) throws InterruptedException {
        var said = new ArrayList<String>();
        new QuotingModel()
                .answer(
                        asked.task.ranked(new SentenceRanking(weights, SharedFinder.FINDER)),
                        sentence -> said.add(normal(sentence.text())));
        for (int i = 0; i < said.size(); i++) {
            String sentence = said.get(i);
            if (asked.answers.stream().anyMatch(answer -> sentence.contains(normal(answer)))) {
                return i == 0 ? 1 : 2;
            }
        }
        return 0;
    }

    static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\p{P}\\p{S}\\s]+", "");
    }

    /** The index stays open, since the tasks read it until this command ends. */
    private static List<Asked> ask(Path file, Embedder embedder, VectorCache vectors) throws InterruptedException {
        EvaluationSet.Case one = AnswerEvaluation.answers(List.of(file), false)
                .getFirst()
                .cases()
                .getFirst();
        PassageIndex.Snapshot snapshot = OpenCase.of(one, embedder, vectors).snapshot();
        var retriever = new Retriever(embedder);
        var asked = new ArrayList<Asked>();
        int step = Math.max(1, one.questions().size() / MOST_QUESTIONS);
        for (int i = 0; i < one.questions().size(); i += step) {
            EvaluationQuestion gold = one.questions().get(i);
            if (!gold.text().isBlank()) {
                Question question = Question.of(gold.text());
                Evidence evidence = retriever.retrieve(Caller.owner(), question, snapshot);
                asked.add(new Asked(gold.text(), gold.answers(), AnswerTask.of(question, evidence, snapshot)));
            }
        }
        return asked;
    }
}
