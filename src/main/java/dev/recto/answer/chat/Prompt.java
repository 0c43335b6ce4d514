package dev.recto.answer.chat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One prompt file.
 *
 * @param text its text, with variables as {@code {{name}}}
 */
public record Prompt(String text) {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([A-Za-z_]{1,40})\\s*}}");

    /** Returns the names of its variables. */
    public Set<String> variables() {
        var names = new TreeSet<String>();
        VARIABLE.matcher(text).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    /**
     * Returns the text with every variable replaced; what is put in is not looked at again.
     *
     * @throws IllegalArgumentException if a variable has no value
     */
    public String fill(Map<String, String> values) {
        Matcher variable = VARIABLE.matcher(text);
        return variable.replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalArgumentException("the prompt's variable " + found.group(1) + " has no value");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
