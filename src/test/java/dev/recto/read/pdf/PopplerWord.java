package dev.recto.read.pdf;

import dev.recto.document.Box;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A word as {@code pdftotext -bbox} sees it.
 *
 * @param text normalised by {@link #normal}
 * @param box in points from the top left of the crop box
 */
record PopplerWord(String text, Box box) {
    private static final Pattern WORD = Pattern.compile(
            "<word xMin=\"([-\\d.]+)\" yMin=\"([-\\d.]+)\" xMax=\"([-\\d.]+)\" yMax=\"([-\\d.]+)\">(.*?)</word>");

    /** Returns the words of a page; a word cut by a hyphen at a line's end comes as its parts and once more joined, both with the parts' boxes. */
    static List<PopplerWord> of(Path file, int page) throws IOException, InterruptedException {
        String number = String.valueOf(page);
        Process process = new ProcessBuilder(
                        "pdftotext", "-bbox", "-cropbox", "-f", number, "-l", number, file.toString(), "-")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String html = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        var words = new ArrayList<PopplerWord>();
        Matcher matcher = WORD.matcher(html);
        while (matcher.find()) {
            words.add(new PopplerWord(normal(unescaped(matcher.group(5))), box(matcher)));
        }
        return withJoined(words);
    }

    /**
     * Returns where a word stands on a page, each time as the pieces of words that make it up. Chinese has no spaces, so that its words
     * there are whatever lies on one line: such a word is looked for in the page's text, and the ends cut by the letters' widths.
     */
    static List<List<PopplerWord>> places(List<PopplerWord> page, String word) {
        List<List<PopplerWord>> places = new ArrayList<>();
        page.stream().filter(one -> one.text().equals(word)).forEach(one -> places.add(List.of(one)));
        if (places.isEmpty() && word.codePoints().anyMatch(Character::isIdeographic)) {
            String all = page.stream().map(PopplerWord::text).collect(Collectors.joining());
            for (int at = all.indexOf(word); at >= 0; at = all.indexOf(word, at + 1)) {
                places.add(pieces(page, at, at + word.length()));
            }
        }
        return places;
    }

    private static List<PopplerWord> pieces(List<PopplerWord> page, int start, int end) {
        List<PopplerWord> pieces = new ArrayList<>();
        int at = 0;
        for (PopplerWord word : page) {
            int from = Math.max(start - at, 0);
            int to = Math.min(end - at, word.text().length());
            if (from < to) {
                pieces.add(word.piece(from, to));
            }
            at += word.text().length();
        }
        return pieces;
    }

    private PopplerWord piece(int from, int to) {
        double unit = box.width() / width(text);
        double left = width(text.substring(0, from)) * unit;
        String cut = text.substring(from, to);
        return new PopplerWord(cut, new Box(box.x() + left, box.y(), width(cut) * unit, box.height()));
    }

    /** In halves of an em: letters and digits are narrow beside Chinese signs and their punctuation. */
    private static int width(String text) {
        return text.chars()
                .map(letter -> letter < 128 && (Character.isLetterOrDigit(letter) || letter == '-') ? 1 : 2)
                .sum();
    }

    private static List<PopplerWord> withJoined(List<PopplerWord> words) {
        var all = new ArrayList<>(words);
        for (int i = 0; i + 1 < words.size(); i++) {
            String text = words.get(i).text();
            boolean newLine = words.get(i + 1).box().y() > words.get(i).box().y() + 3;
            if (newLine && text.length() > 1 && (text.endsWith("-") || text.endsWith("‐"))) {
                String next = words.get(i + 1).text();
                all.add(new PopplerWord(
                        text.substring(0, text.length() - 1) + next,
                        words.get(i).box()));
                all.add(new PopplerWord(text + next, words.get(i).box()));
            }
        }
        return all;
    }

    private static Box box(Matcher matcher) {
        double x = Double.parseDouble(matcher.group(1));
        double y = Double.parseDouble(matcher.group(2));
        double width = Double.parseDouble(matcher.group(3)) - x;
        double height = Double.parseDouble(matcher.group(4)) - y;
        return new Box(x, y, Math.max(0, width), Math.max(0, height));
    }

    private static String unescaped(String xml) {
        return xml.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    /** Returns the word as both sides are compared: NFKC, without invisible and private-use characters and white space. */
    static String normal(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFKC).replaceAll("[\\p{Cf}\\p{Cc}\\p{Co}\\s]", "");
    }
}
