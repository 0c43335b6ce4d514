package dev.recto.evaluate.grounding;

import com.ibm.icu.text.RuleBasedNumberFormat;
import java.util.Locale;

/** Writes numbers in words, by ICU's rules. Not safe for use by several threads. */
final class Spelling {
    private final RuleBasedNumberFormat format;

    Spelling(Locale locale) {
        this.format = new RuleBasedNumberFormat(locale, RuleBasedNumberFormat.SPELLOUT);
    }

    /** Returns a whole number in words. */
    String words(long number) {
        return format.format(number);
    }
}
