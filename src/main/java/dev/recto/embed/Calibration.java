package dev.recto.embed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the range of a model that Recto does not know, by questions and passages that come with it: 32 for each language, each passage
 * answers one question. Where the range begins and ends is decided as for {@link BuiltInModel}; decision 0016 compares the two.
 *
 * <p>It also shows whether a model can be used at all: one with another's tokenizer, wrong pooling, or of another language does not find
 * the passages of its own questions.
 */
final class Calibration {
    private static final Logger LOG = LoggerFactory.getLogger(Calibration.class);

    /** Grows when the texts or the way of measuring change, so that what was measured before is measured again. */
    private static final int VERSION = 1;

    /** Share of unrelated pairs below a range, and of answering pairs that are not above it. */
    private static final double SHARE = 0.9;

    /**
     * Share of questions whose own passage must be the nearest of all: by chance it is 1 in 32. Models that fit find all 32,
     * misfits 11 to 28 (decision 0016).
     */
    private static final double LEAST_FOUND = 0.9;

    private final Path cacheFolder;

    /** @param cacheFolder where measured ranges are kept; may be deleted at any time */
    Calibration(Path cacheFolder) {
        this.cacheFolder = cacheFolder;
    }

    /**
     * Returns a model with its range: measured where it is new, which loads it and embeds the 64 texts of each of its languages.
     *
     * @throws EmbeddingException if it cannot be loaded, or does not tell passages apart, with what to do
     */
    LocalModel calibrated(LocalModel model, Set<Language> languages, EncoderFiles files) throws InterruptedException {
        String names = languages.stream().map(Language::name).sorted().collect(Collectors.joining("-"));
        Path kept = cacheFolder.resolve(model.id() + "-range-" + VERSION + "-" + names + ".txt");
        CosineRange range = read(kept);
        if (range == null) {
            range = measure(model, languages, files);
            keep(range, kept);
        }
        return model.withRange(range);
    }

    /** Measures a model's range over all of its languages. */
    static CosineRange measure(LocalModel model, Set<Language> languages, EncoderFiles files)
            throws InterruptedException {
        List<Double> answering = new ArrayList<>();
        List<Double> unrelated = new ArrayList<>();
        try (TextEncoder encoder = TextEncoder.load(model, files, 1)) {
            for (Language language : languages) {
                List<Pair> pairs = pairs(language);
                int found = measure(encoder, pairs, answering, unrelated);
                if (found < LEAST_FOUND * pairs.size()) {
                    throw misfit(model, language, found, pairs.size());
                }
            }
        }
        return new CosineRange(percentile(unrelated), percentile(answering));
    }

    private static EmbeddingException misfit(LocalModel model, Language language, int found, int of) {
        String name =
                switch (language) {
                    case ENGLISH -> "English";
                    case CHINESE -> "Chinese";
                };
        return new EmbeddingException(
                "The model " + model.id() + " finds the passage of " + found + " of " + of + " simple questions in "
                        + name
                        + ". Is it an encoder of that language, and do tokenizer, pooling and prompts belong to it? "
                        + model.source().advice(),
                null);
    }

    /** One question, and the passage that answers it. */
    private record Pair(String question, String passage) {}

    /** Adds each question's cosines to the two lists and returns for how many its own passage is the nearest. */
    private static int measure(TextEncoder encoder, List<Pair> pairs, List<Double> answering, List<Double> unrelated) {
        List<float[]> passages = pairs.stream()
                .map(pair -> encoder.passage(new EmbeddingInput("", pair.passage(), List.of()))
                        .vector())
                .toList();
        int found = 0;
        for (int i = 0; i < pairs.size(); i++) {
            float[] question = encoder.question(pairs.get(i).question()).vector();
            double own = Vectors.product(question, passages.get(i));
            double nearest = -1;
            for (int j = 0; j < passages.size(); j++) {
                if (j != i) {
                    double cosine = Vectors.product(question, passages.get(j));
                    nearest = Math.max(nearest, cosine);
                    unrelated.add(cosine);
                }
            }
            answering.add(own);
            found += own > nearest ? 1 : 0;
        }
        return found;
    }

    private static List<Pair> pairs(Language language) {
        String resource =
                switch (language) {
                    case ENGLISH -> "calibration-en.tsv";
                    case CHINESE -> "calibration-zh.tsv";
                };
        try (InputStream lines = Calibration.class.getResourceAsStream(resource)) {
            if (lines == null) {
                throw new EmbeddingException("Not on the class path: " + resource, null);
            }
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .map(columns -> new Pair(columns[0], columns[1]))
                    .toList();
        } catch (IOException e) {
            throw new EmbeddingException(resource + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static double percentile(List<Double> cosines) {
        double[] sorted =
                cosines.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(int) ((sorted.length - 1) * SHARE)];
    }

    private static @Nullable CosineRange read(Path kept) {
        try {
            List<String> lines = Files.readAllLines(kept);
            var range = new CosineRange(Double.parseDouble(lines.get(0)), Double.parseDouble(lines.get(1)));
            return range.low() < range.high() ? range : null;
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return null; // not measured yet, or damaged: it is measured again
        }
    }

    private void keep(CosineRange range, Path kept) {
        try {
            Files.createDirectories(cacheFolder);
            Path draft = Files.createTempFile(cacheFolder, "range", ".tmp");
            Files.writeString(draft, range.low() + "\n" + range.high() + "\n");
            CachedFile.publish(draft, kept);
        } catch (IOException e) {
            LOG.warn(
                    "A model's range is measured at each start, since {} cannot be written: {}",
                    cacheFolder,
                    e.toString());
        }
    }
}
