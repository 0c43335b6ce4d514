package dev.recto.evaluate.grounding;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes English sentences. */
public final class EnglishWording implements Wording {
    private static final String MONTH =
            "(?:January|February|March|April|May|June|July|August|September|October|November|December)";
    private static final Pattern YEAR = Pattern.compile("\\b(?:1[0-9]|20)\\d\\d\\b(?!s)");
    private static final Pattern NUMBER = Pattern.compile(
            "(?<![\\d.,–-])(?!(?:1[0-9]|20)\\d\\d\\b)\\d{1,3}(?:,\\d{3})*(?:\\.\\d+)?(?![\\d½]|,\\d|(?:st|nd|rd|th)\\b)");
    private static final Pattern NAME = Pattern.compile(
            "(?<=[a-z,;] )(?!" + MONTH + "\\b)\\p{Lu}\\p{L}+(?: (?!" + MONTH + "\\b)\\p{Lu}\\p{L}+){0,3}(?![\\p{L}-])");
    private static final Pattern AUXILIARY =
            Pattern.compile("\\b(is|was|are|were|has|had|can|could|will|would|may|should)\\b(?! not)");
    private static final Pattern DENIAL = Pattern.compile(
            "\\b(is|was|are|were|has|had|can|could|will|would|did|does|do) not\\b|\\bnever\\b|\\bcannot\\b");
    private static final Pattern DEED = Pattern.compile(
            "(\\p{Lu}[\\p{L}-]+(?: \\p{Lu}[\\p{L}-]+){0,3}) ((?:also |later |then |first )?(?:[a-z]{3,}ed|beat|won|led|gave|took|made|became|sold|held|lost|sent|told|taught|wrote|built|found|left|met|bought|brought|fought)(?: [a-z]+){0,4}) ((?:the )?\\p{Lu}[\\p{L}-]+(?: \\p{Lu}[\\p{L}-]+){0,3})");
    private static final Pattern PASSIVE = Pattern.compile(
            "^((?:The |A |An )?[\\p{L} -]{3,50}?) (?:was|were) ([a-z]+ed) by ((?:the )?\\p{Lu}[\\p{L}. -]{2,50}?)(,? (?:in|on|at|from|for|after|during) [^,.]+)?\\.$");

    /** Adverbs that may go without loss. */
    private static final Pattern ADVERB = Pattern.compile(
            "(?<!\\bnot) (?:also|just|usually|generally|especially|particularly|often|typically|mainly|largely|widely|finally|eventually|actually|primarily|commonly)\\b(?! \\d)");

    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("began", "started"),
            Map.entry("started", "began"),
            Map.entry("large", "big"),
            Map.entry("big", "large"),
            Map.entry("many", "numerous"),
            Map.entry("several", "a number of"),
            Map.entry("used", "employed"),
            Map.entry("use", "employ"),
            Map.entry("because", "since"),
            Map.entry("however", "but"),
            Map.entry("shows", "demonstrates"),
            Map.entry("important", "significant"),
            Map.entry("significant", "important"),
            Map.entry("while", "whereas"),
            Map.entry("although", "even though"),
            Map.entry("called", "named"),
            Map.entry("known", "recognized"),
            Map.entry("famous", "well-known"),
            Map.entry("near", "close to"),
            Map.entry("such as", "for example"),
            Map.entry("including", "among them"),
            Map.entry("became", "turned into"),
            Map.entry("made", "produced"),
            Map.entry("built", "constructed"),
            Map.entry("created", "set up"),
            Map.entry("ended", "finished"),
            Map.entry("large number of", "great many"),
            Map.entry("result", "outcome"),
            Map.entry("main", "chief"),
            Map.entry("area", "region"),
            Map.entry("region", "area"),
            Map.entry("people", "persons"),
            Map.entry("company", "firm"),
            Map.entry("war", "conflict"),
            Map.entry("city", "town"),
            Map.entry("students", "pupils"),
            Map.entry("said", "stated"),
            Map.entry("received", "got"),
            Map.entry("required", "needed"),
            Map.entry("allowed", "permitted"),
            Map.entry("helped", "assisted"),
            Map.entry("led to", "brought about"),
            Map.entry("about", "approximately"),
            Map.entry("around", "about"),
            Map.entry("over", "more than"),
            Map.entry("more than", "over"),
            Map.entry("within", "inside"),
            Map.entry("common", "frequent"),
            Map.entry("different", "differing"),
            Map.entry("rapidly", "quickly"),
            Map.entry("located", "situated"),
            Map.entry("destroyed", "wrecked"),
            Map.entry("considered", "regarded as"),
            Map.entry("example", "instance"),
            Map.entry("beginning", "start"),
            Map.entry("especially", "above all"),
            Map.entry("due to", "because of"),
            Map.entry("prior to", "before"),
            Map.entry("after", "following"),
            Map.entry("previous", "earlier"),
            Map.entry("death", "passing"),
            Map.entry("developed", "worked out"),
            Map.entry("major", "principal"));

    private final Spelling spelling = new Spelling(Locale.ENGLISH);

    @Override
    public Optional<String> reword(String sentence, Random random) {
        List<UnaryOperator<String>> ways = new ArrayList<>(List.of(
                text -> synonyms(text, random),
                text -> ADVERB.matcher(text).replaceFirst(""),
                EnglishWording::opening,
                EnglishWording::closing,
                EnglishWording::active,
                this::spelled,
                EnglishWording::figures,
                EnglishWording::dates));
        java.util.Collections.shuffle(ways, random);
        String text = sentence;
        int changes = 0;
        int most = 1 + random.nextInt(3);
        for (UnaryOperator<String> way : ways) {
            String changed = changes < most ? way.apply(text) : text;
            changes += changed.equals(text) ? 0 : 1;
            text = changed;
        }
        if (changes > 0 && random.nextInt(5) == 0) {
            text = "According to the document, " + uncapitalised(text);
        }
        return changes == 0 ? Optional.empty() : Optional.of(text);
    }

    /** One to three words of the list, wherever they stand. */
    private static String synonyms(String text, Random random) {
        String changed = text;
        int most = 1 + random.nextInt(3);
        for (Map.Entry<String, String> pair : new java.util.TreeMap<>(SYNONYMS).entrySet()) {
            Matcher found = Pattern.compile("(?<![\\p{L}-])" + pair.getKey() + "(?![\\p{L}-])")
                    .matcher(text);
            if (most > 0 && found.find() && random.nextInt(3) > 0) {
                changed = changed.replaceFirst("(?<![\\p{L}-])" + pair.getKey() + "(?![\\p{L}-])", pair.getValue());
                most--;
            }
        }
        return changed;
    }

    /** "In 1990, X did Y." → "X did Y in 1990." */
    private static String opening(String text) {
        Matcher found = Pattern.compile("^(In|On|By|During|After|Since|At|For|From) ([^,]{3,45}), (.{15,}[^.])\\.$")
                .matcher(text);
        return found.matches()
                ? capital(found.group(3)) + " " + found.group(1).toLowerCase(Locale.ROOT) + " " + found.group(2) + "."
                : text;
    }

    /** "X did Y in 1990." → "In 1990, X did Y." */
    private static String closing(String text) {
        Matcher found = Pattern.compile("^(\\p{L}.{20,}) (in|on|during|since) ((?:the )?[\\p{L}\\d ]{3,25})\\.$")
                .matcher(text);
        if (!found.matches()) {
            return text;
        }
        return capital(found.group(2)) + " " + found.group(3) + ", " + uncapitalised(found.group(1)) + ".";
    }

    private static String uncapitalised(String text) {
        return text.matches(
                        "(?s)(?:The|A|An|This|It|They|He|She|These|Some|Many|His|Her|In|On|At|By|During|After|Since|For|From) .*")
                ? Character.toLowerCase(text.charAt(0)) + text.substring(1)
                : text;
    }

    /** "X was opened by Y." → "Y opened X." */
    private static String active(String text) {
        Matcher found = PASSIVE.matcher(text);
        if (!found.matches()) {
            return text;
        }
        String end = found.group(4) == null ? "" : found.group(4);
        String done =
                Character.toLowerCase(found.group(1).charAt(0)) + found.group(1).substring(1);
        boolean article = found.group(1).matches("(?:The|A|An) .*");
        return capital(found.group(3)) + " " + found.group(2) + " " + (article ? done : found.group(1)) + end + ".";
    }

    /** "24" → "twenty-four", "two" → "2". */
    private String spelled(String text) {
        for (int number = 2; number <= 12; number++) {
            Matcher word = Pattern.compile("(?<![\\p{L}-])" + spelling.words(number) + "(?![\\p{L}-])")
                    .matcher(text);
            if (word.find()) {
                return Replacing.at(text, word.toMatchResult(), String.valueOf(number));
            }
        }
        Matcher digits = Pattern.compile("(?<![\\p{L}\\d.,$£€–-])[1-9]\\d{0,2}(?![\\p{L}\\d.,%½–-])")
                .matcher(text);
        if (digits.find() && !text.substring(0, digits.start()).matches(".*" + MONTH + " $")) {
            return Replacing.at(text, digits.toMatchResult(), spelling.words(Long.parseLong(digits.group())));
        }
        return text;
    }

    /** "30%" → "30 percent", "30 percent" → "30%", "1.2 million" → "1,200,000", "12,000" → "12000". */
    private static String figures(String text) {
        Matcher millions = Pattern.compile("(\\d+)(?:\\.(\\d))? million\\b").matcher(text);
        if (millions.find()) {
            String tenths = millions.group(2) == null ? "0" : millions.group(2);
            return Replacing.at(text, millions.toMatchResult(), millions.group(1) + "," + tenths + "00,000");
        }
        String words = text.replaceFirst("(\\d)%", "$1 percent");
        if (!words.equals(text)) {
            return words;
        }
        String sign = text.replaceFirst("(\\d) ?(?:percent|per cent)\\b", "$1%");
        return sign.equals(text) ? text.replaceFirst("(?<![\\d,])(\\d{1,3}),(\\d{3})(?![\\d,])", "$1$2") : sign;
    }

    /** "May 1, 2024" → "1 May 2024" and back. */
    private static String dates(String text) {
        String turned = text.replaceFirst("\\b(" + MONTH + ") (\\d{1,2}), (\\d{4})", "$2 $1 $3");
        return turned.equals(text) ? text.replaceFirst("\\b(\\d{1,2}) (" + MONTH + ") (\\d{4})", "$2 $1, $3") : turned;
    }

    @Override
    public Optional<String> otherNumber(String sentence, List<String> others, Random random) {
        return Replacing.random(sentence, NUMBER, others, random);
    }

    @Override
    public Optional<String> otherDate(String sentence, List<String> others, Random random) {
        return Replacing.random(sentence, YEAR, others, random);
    }

    @Override
    public Optional<String> otherName(String sentence, List<String> others, Random random) {
        return Replacing.name(sentence, NAME, others, (name, other) -> true, random);
    }

    @Override
    public List<String> names(String passage) {
        Set<String> names = new LinkedHashSet<>();
        NAME.matcher(passage).results().map(MatchResult::group).forEach(names::add);
        return List.copyOf(names);
    }

    @Override
    public Optional<String> negate(String sentence, Random random) {
        List<MatchResult> denials = DENIAL.matcher(sentence).results().toList();
        if (!denials.isEmpty()) {
            MatchResult denial = denials.getFirst();
            String kept =
                    denial.group().equals("cannot") ? "can" : denial.group(1) == null ? "always" : denial.group(1);
            return Optional.of(Replacing.at(sentence, denial, kept));
        }
        List<MatchResult> places = AUXILIARY.matcher(sentence).results().toList();
        if (places.isEmpty()) {
            return Optional.empty();
        }
        MatchResult place = places.get(random.nextInt(places.size()));
        return Optional.of(Replacing.at(sentence, place, place.group() + " not"));
    }

    @Override
    public Optional<String> exchangeRoles(String sentence, List<String> names) {
        for (MatchResult deed : DEED.matcher(sentence).results().toList()) {
            boolean opening = deed.start() == 0 && deed.group(1).indexOf(' ') < 0;
            if (!opening
                    && !deed.group(1).contains(deed.group(3))
                    && !deed.group(3).contains(deed.group(1))) {
                String turned = deed.group(3) + " " + deed.group(2) + " " + deed.group(1);
                return Optional.of(Replacing.at(sentence, deed, deed.start() == 0 ? capital(turned) : turned));
            }
        }
        return Optional.empty();
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
