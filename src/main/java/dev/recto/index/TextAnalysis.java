package dev.recto.index;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.tartarus.snowball.ext.EnglishStemmer;

/**
 * Turns text into the terms that are indexed and asked for, the same way for both.
 *
 * <p>Words are cut as Unicode's text segmentation (UAX #29) says; Chinese, Japanese and Korean become single characters and
 * overlapping pairs of them; English words are stemmed (Snowball's English, "Porter 2"). One chain serves every language, so a text that mixes scripts matches in each. Every word is indexed; a
 * question asks without its function words unless it has no others ("to be or not to be").
 */
public final class TextAnalysis implements AutoCloseable {
    /** Most terms of a question that are asked for; more than any sentence has, and within Lucene's 1,024 clauses with filters. */
    static final int MOST_QUESTION_TERMS = 512;

    /** Longest question that is looked at, in UTF-16 units. */
    static final int MOST_QUESTION_CHARS = 10_000;

    private static final String FUNCTION_WORDS = "function-words.txt";

    private final TextFolding folding = new TextFolding();
    private final Analyzer analyzer = new TermChain();
    private final Set<String> functionTerms = functionTerms();
    private final NameTerms names = new NameTerms(folding);

    /** Returns the chain that cuts folded text into terms. */
    Analyzer analyzer() {
        return analyzer;
    }

    /** Returns the text as {@link #analyzer} must be given it: case, width, accents and Traditional characters folded; linear in its length. */
    public String fold(String text) {
        return folding.fold(text);
    }

    /** Returns what a document of this file name may be called by. */
    Set<String> nameTerms(String name) {
        return names.of(name);
    }

    /** Returns what documents a question may call by name, function words left out. */
    List<String> askedNames(String question) {
        String head = question.substring(0, Math.min(question.length(), MOST_QUESTION_CHARS));
        return names.asked(head).stream()
                .filter(name -> !functionTerms.contains(name))
                .toList();
    }

    /** Returns the distinct terms of a text in order of appearance. */
    Set<String> terms(String text) {
        return terms(text, Integer.MAX_VALUE);
    }

    /** Returns the terms that a question asks for: plain words, whatever characters they hold; empty where it has none. */
    List<String> questionTerms(String question) {
        String head = question.substring(0, Math.min(question.length(), MOST_QUESTION_CHARS));
        Set<String> all = terms(head, MOST_QUESTION_TERMS);
        List<String> content =
                all.stream().filter(term -> !functionTerms.contains(term)).toList();
        return content.isEmpty() ? List.copyOf(all) : content;
    }

    /** Returns the distinct terms of a text without function words, in order of appearance. */
    public Set<String> contentTerms(String text) {
        Set<String> terms = new LinkedHashSet<>(terms(text));
        terms.removeAll(functionTerms);
        return terms;
    }

    private Set<String> terms(String text, int most) {
        Set<String> terms = new LinkedHashSet<>();
        try (TokenStream stream = analyzer.tokenStream("words", folding.fold(text))) {
            CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
            stream.reset();
            while (terms.size() < most && stream.incrementToken()) {
                terms.add(term.toString());
            }
            return terms;
        } catch (IOException e) {
            throw new UncheckedIOException("Text in memory could not be read", e);
        }
    }

    private Set<String> functionTerms() {
        try (InputStream in =
                Objects.requireNonNull(TextAnalysis.class.getResourceAsStream(FUNCTION_WORDS), FUNCTION_WORDS)) {
            Set<String> terms = new HashSet<>();
            for (String word : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\s+")) {
                if (Character.isIdeographic(word.charAt(0))) {
                    terms.add(word); // already a term; its single characters may well carry meaning
                } else {
                    terms.addAll(terms(word));
                }
            }
            return Set.copyOf(terms);
        } catch (IOException e) {
            throw new UncheckedIOException("The jar lacks " + FUNCTION_WORDS, e);
        }
    }

    @Override
    public void close() {
        analyzer.close();
    }

    private static final class TermChain extends Analyzer {
        private static final int EVERY_CJK_SCRIPT =
                CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA | CJKBigramFilter.KATAKANA | CJKBigramFilter.HANGUL;

        @Override
        protected TokenStreamComponents createComponents(String field) {
            StandardTokenizer words = new StandardTokenizer();
            TokenStream terms = new IdentifierFilter(new EnglishPossessiveFilter(words));
            TokenStream characters = new CJKBigramFilter(terms, EVERY_CJK_SCRIPT, true);
            return new TokenStreamComponents(words, new SnowballFilter(characters, new EnglishStemmer()));
        }
    }
}
