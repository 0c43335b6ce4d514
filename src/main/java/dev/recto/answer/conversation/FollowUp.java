package dev.recto.answer.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a follow-up question stand for itself without a chat model: where it points back ("it", 它) or names no subject of its own, what the last
 * question was about is put in. Careful: a question that stands for itself stays as it is, word for word.
 */
final class FollowUp {
    /** Longest question made of two, in UTF-16 units; a longer question of its own stays as it is. */
    private static final int LONGEST_JOINED = 600;

    /** Longest topic put in, in UTF-16 units. */
    private static final int LONGEST_TOPIC = 120;

    private static final Pattern POINTS_BACK = Pattern.compile(
            "(?i)\\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|these|those)\\b|\\bthere\\b(?! (?:a|an|any|no|some|is|are|was|were)\\b)|\\bthat\\b(?= ?[?.!]| (?:one|amount|date|period|place|person|company|payment|rule|is|was|happen\\w*|mean|include|apply|cost|take|work)\\b)");
    private static final Pattern ELLIPSIS = Pattern.compile(
            "(?i)^\\W*(?:and|but|or|so)\\b|^\\W*(?:what|how) about\\b|^\\W*(?:why|when|where|how|who|which|since when|how (?:much|many|long|often|old|far|large))(?: (?:not|so|exactly|then))?\\W*$");
    private static final Pattern CHINESE_BACK =
            Pattern.compile("(?<!其)[它他]们?|她们?|其(?![他它余实中次])|(?<!从)此(?![外前后次时])|(?:这|那|该)(?!样|么|里有|边)|上述|前者|后者");
    private static final Pattern CHINESE_ELLIPSIS =
            Pattern.compile("^(?:那么?|还有|而且|另外)|[^吗么]{1,14}呢[？?]?$|^(?:为什么|何时|什么时候|在哪里?|多少钱?|多久|多大|怎么[办做]?|是谁|谁)[？?]?$");

    /** "那押金呢？" names its own subject and leaves the question to the one before. */
    private static final Pattern AND_THAT = Pattern.compile("^那么?(?![个些是])[^它他她其]{1,14}呢[？?]?$");

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    /** A noun with its article, up to three words that are none of the following. */
    private static final Pattern NOUN = Pattern.compile(
            "(?i)\\b(?:the|a|an|our|my|your|this|that) ((?:(?!(?:that|which|who|of|for|in|on|at|to|from|by|with|and|or|is|are|was|were|be|has|have|had|does|do|did|will|can|must|may|should)\\b)[\\p{L}\\p{N}'’-]+ ?){1,4}(?:(?:of|for|in) (?:the |a |an )?(?:(?!(?:that|which|who|is|are|was|were|be|has|have|does|do|did|will|can|must|may)\\b)[\\p{L}\\p{N}'’-]+ ?){1,3})?)");

    private static final Pattern NAMES = Pattern.compile(
            "\\p{Lu}[\\p{L}\\p{N}'’.&-]*(?: (?:of|and|the|de|von|van) \\p{Lu}[\\p{L}\\p{N}'’.&-]*| \\p{Lu}[\\p{L}\\p{N}'’.&-]*| \\p{N}+)*");
    private static final Set<String> OPENERS = Set.of(
            "who",
            "what",
            "when",
            "where",
            "which",
            "why",
            "how",
            "is",
            "are",
            "was",
            "were",
            "does",
            "do",
            "did",
            "can",
            "could",
            "will",
            "would",
            "should",
            "may",
            "must",
            "has",
            "have",
            "had",
            "in",
            "on",
            "at",
            "by",
            "for",
            "the",
            "a",
            "an",
            "to",
            "of",
            "and",
            "i",
            "please",
            "tell",
            "name",
            "list",
            "according",
            "whose",
            "whom",
            "from",
            "with",
            "under",
            "after",
            "before",
            "during",
            "since",
            "if",
            "it",
            "its",
            "they",
            "he",
            "she");
    private static final Pattern PERSON = Pattern.compile("(?i)\\b(?:he|him|his|she|her|hers)\\b");
    private static final Pattern CHINESE_ASKED = Pattern.compile(
            "是?(?:什么|多少|几|哪|谁|何|怎么|怎样|如何|为什么|是否|有没有|能不能|可不可以|需不需要|吗)|为(?=什么|多少|何|几)|(?:是|有|需要?|应当?|应该|可以|能|要|会|在)(?=.{0,4}(?:什么|多少|几|哪|谁|何|怎么|怎样|如何|多久|多长))");

    private FollowUp() {}

    /**
     * Returns the question with what it leaves unsaid.
     *
     * @param last the question before, standing for itself: what pronouns point to
     * @param base the last question that was whole by itself, standing for itself: what a bare "and in 2021?" goes on
     */
    static String standalone(String question, String last, String base) {
        String asked = question.strip();
        if (isElliptic(asked)) {
            return joined(base, asked);
        }
        boolean chinese = HAN.matcher(asked).find();
        if (!pointsBack(asked, chinese)) {
            return asked;
        }
        String topic = HAN.matcher(last).find()
                ? chineseTopic(last)
                : englishTopic(last, PERSON.matcher(asked).find());
        if (topic.isEmpty()) {
            return joined(base, asked);
        }
        return chinese ? chineseWith(asked, topic) : englishWith(asked, topic);
    }

    /** Returns whether a question leaves its verb or subject to one before, and points to nothing. */
    static boolean isElliptic(String question) {
        String asked = question.strip();
        boolean chinese = HAN.matcher(asked).find();
        return !pointsBack(asked, chinese)
                && (chinese ? CHINESE_ELLIPSIS : ELLIPSIS).matcher(asked).find();
    }

    private static boolean pointsBack(String asked, boolean chinese) {
        boolean back = (chinese ? CHINESE_BACK : POINTS_BACK).matcher(asked).find();
        return back && !(chinese && AND_THAT.matcher(asked).find());
    }

    private static String joined(String base, String asked) {
        String first = base.strip();
        int room = Math.max(0, LONGEST_JOINED - asked.length() - 1);
        if (first.length() > room) {
            int end = room > 0 && Character.isHighSurrogate(first.charAt(room - 1)) ? room - 1 : room;
            first = first.substring(0, end).strip();
        }
        return first.isEmpty() ? asked : first + " " + asked;
    }

    private static String englishWith(String asked, String topic) {
        return asked.toLowerCase(Locale.ROOT).contains(topic.toLowerCase(Locale.ROOT))
                ? asked
                : asked + " (" + topic + ")";
    }

    /** A pronoun that opens a clause is replaced; what stands elsewhere keeps its words, and the topic goes before them. */
    private static String chineseWith(String asked, String topic) {
        if (asked.contains(topic)) {
            return asked;
        }
        Matcher pronoun = Pattern.compile("^(?:那么?)?(?:它们?|他们?|她们?|其(?![他它余实中次])|该\\p{IsHan}{0,2}|这个?|那个?)")
                .matcher(asked);
        return pronoun.find() && !pronoun.group().isEmpty() && asked.length() > pronoun.end()
                ? topic + (pronoun.group().endsWith("其") ? "的" : "") + asked.substring(pronoun.end())
                : topic + "，" + asked;
    }

    /** Names of the last question, or else the nouns it is about; a person's name alone where a person is pointed to. */
    private static String englishTopic(String last, boolean person) {
        List<String> topics = new ArrayList<>();
        Matcher names = NAMES.matcher(last);
        while (names.find()) {
            String name = names.group();
            int space = name.indexOf(' ');
            String first = space < 0 ? name : name.substring(0, space);
            if (names.start() == 0 && OPENERS.contains(first.toLowerCase(Locale.ROOT))) {
                name = space < 0 ? "" : name.substring(space + 1);
            }
            if (!name.isEmpty() && !OPENERS.contains(name.toLowerCase(Locale.ROOT))) {
                topics.add(trimmed(name));
            }
        }
        Matcher nouns = NOUN.matcher(last);
        while (!person && nouns.find()) {
            String noun = trimmed(nouns.group(1));
            if (topics.stream().noneMatch(noun::contains)) {
                topics.add(noun);
            } else {
                topics.replaceAll(topic -> noun.contains(topic) ? noun : topic);
            }
        }
        return clipped(String.join(", ", topics.stream().distinct().toList()));
    }

    /** What stands before the first word that asks. */
    private static String chineseTopic(String last) {
        String text = last.strip().replaceAll("^(?:请问|那么?|谁|在?哪(?:里|个|些|一)?|什么|何时|为什么|如何|怎么)", "");
        Matcher asks = CHINESE_ASKED.matcher(text);
        String topic = asks.find() && asks.start() > 0 ? text.substring(0, asks.start()) : text;
        return clipped(topic.replaceAll("[？?。！!，,]+$", "").replaceAll("(?:的|是|在|于|有)$", ""));
    }

    private static String trimmed(String text) {
        return text.strip().replaceAll("['’]s?$|[.,?!]+$", "");
    }

    private static String clipped(String topic) {
        return topic.length() <= LONGEST_TOPIC ? topic : topic.substring(0, LONGEST_TOPIC);
    }
}
