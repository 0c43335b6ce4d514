package dev.recto.read.pdf;

import com.ibm.icu.text.BreakIterator;
import dev.recto.config.LimitsConfig;
import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.Box;
import dev.recto.document.Part;
import dev.recto.document.TextRange;
import dev.recto.read.ReadOutcome;
import dev.recto.read.ReadRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares quotes with a second PDF library: random sentences of random paragraphs and table rows are looked up in what
 * {@code pdftotext -bbox} says of the same page. A word is found if it stands on that page, and inside if its box there lies in
 * ours, give or take 2 points.
 *
 * <p>{@code CitationCheck FOLDER [COUNT [SEED]]} prints a line for each word missed and the totals.
 */
public final class CitationCheck {
    private static final double SLACK_POINTS = 2;

    private record Quote(Path file, Part part, TextRange range) {
        String text() {
            return range.of(part.text());
        }
    }

    /**
     * What a check found.
     *
     * @param quotes looked at
     * @param words in them
     * @param found words that stand on the page
     * @param inside words that lie in our boxes
     * @param reasons how many words were missed for what
     */
    record Totals(int quotes, int words, int found, int inside, Map<String, Integer> reasons) {}

    private int words;
    private int found;
    private int inside;
    private final Map<String, Integer> reasons = new TreeMap<>();

    private CitationCheck() {}

    /** Runs the check; see the class. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 500;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
        Totals totals = run(folder, count, new Random(seed));
        System.out.printf(
                Locale.ROOT,
                "%d quotes, %d words: %d on the page (%.3f %%), %d inside our boxes (%.3f %%); missed: %s%n",
                totals.quotes(),
                totals.words(),
                totals.found(),
                100.0 * totals.found() / totals.words(),
                totals.inside(),
                100.0 * totals.inside() / totals.words(),
                totals.reasons());
    }

    /** Checks at most that many quotes of a folder's PDFs, and prints a line for each word missed. */
    static Totals run(Path folder, int count, Random random) throws Exception {
        var check = new CitationCheck();
        List<Quote> chosen = choose(quotes(folder), count, random);
        for (Quote quote : chosen) {
            check.check(quote);
        }
        return new Totals(chosen.size(), check.words, check.found, check.inside, check.reasons);
    }

    private static List<Quote> quotes(Path folder) throws Exception {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.filter(f -> f.toString().endsWith(".pdf")).sorted().toList();
        }
        var quotes = new ArrayList<Quote>();
        for (Path file : files) {
            Path scratch = Files.createTempDirectory("citation-check");
            ReadOutcome outcome = new PdfReader(LimitsConfig.DEFAULT)
                    .read(new ReadRequest(file, file.getFileName().toString(), scratch));
            if (outcome instanceof ReadOutcome.Read read) {
                read.document().parts().forEach(part -> addQuotes(file, part, quotes));
                for (ReadOutcome.Child child : read.children()) {
                    Files.delete(child.file());
                }
            }
            Files.delete(scratch);
        }
        return quotes;
    }

    private static void addQuotes(Path file, Part part, List<Quote> quotes) {
        for (Block block : part.blocks()) {
            int start = block.range().start();
            if (block.kind() == BlockKind.TABLE_ROW) {
                quotes.add(new Quote(file, part, block.range()));
            } else if (block.kind() == BlockKind.PARAGRAPH) {
                BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
                sentences.setText(block.range().of(part.text()));
                int from = sentences.first();
                for (int to = sentences.next(); to != BreakIterator.DONE; to = sentences.next()) {
                    quotes.add(new Quote(file, part, new TextRange(start + from, start + to)));
                    from = to;
                }
            }
        }
    }

    private static List<Quote> choose(List<Quote> quotes, int count, Random random) {
        var chosen = new ArrayList<Quote>();
        for (int i = 0; i < count && !quotes.isEmpty(); i++) {
            chosen.add(quotes.remove(random.nextInt(quotes.size())));
        }
        chosen.sort(Comparator.comparing((Quote q) -> q.file())
                .thenComparing(q -> q.part().number()));
        return chosen;
    }

    private void check(Quote quote) throws IOException, InterruptedException {
        List<PopplerWord> page = PopplerWord.of(quote.file(), quote.part().number());
        List<Box> boxes = quote.part().layout().boxes(quote.range());
        String all = page.stream().map(PopplerWord::text).collect(Collectors.joining());
        for (String raw : quote.text().split("\\s+")) {
            String word = PopplerWord.normal(raw);
            if (word.isEmpty()) {
                continue;
            }
            words++;
            List<List<PopplerWord>> places = PopplerWord.places(page, word);
            if (places.isEmpty()) {
                miss(quote, word, all.contains(word) ? "word cut differently" : "not on the page");
                continue;
            }
            found++;
            if (places.stream().anyMatch(place -> coverAll(boxes, place))) {
                inside++;
            } else {
                miss(quote, word, "outside: theirs " + nearest(places.getFirst(), boxes) + " ours " + boxes);
            }
        }
    }

    private static boolean coverAll(List<Box> boxes, List<PopplerWord> place) {
        return place.stream().allMatch(piece -> boxes.stream().anyMatch(box -> covers(box, piece.box())));
    }

    private static Box nearest(List<PopplerWord> same, List<Box> boxes) {
        if (boxes.isEmpty()) {
            return same.getFirst().box();
        }
        return same.stream()
                .map(PopplerWord::box)
                .min(Comparator.comparingDouble(box -> boxes.stream()
                        .mapToDouble(b -> Math.abs(b.y() - box.y()) + Math.max(0, b.x() - box.x()))
                        .min()
                        .orElse(0)))
                .orElseThrow();
    }

    private static boolean covers(Box ours, Box theirs) {
        return theirs.x() >= ours.x() - SLACK_POINTS
                && theirs.y() >= ours.y() - SLACK_POINTS
                && theirs.x() + theirs.width() <= ours.x() + ours.width() + SLACK_POINTS
                && theirs.y() + theirs.height() <= ours.y() + ours.height() + SLACK_POINTS;
    }

    private void miss(Quote quote, String word, String reason) {
        reasons.merge(reason.startsWith("outside") ? "outside" : reason, 1, Integer::sum);
        System.out.println(quote.file().getFileName() + " p. " + quote.part().number() + " “" + word + "” " + reason
                + "\n    in: " + quote.text().replace('\t', '|'));
    }
}
