package dev.recto.read.office;

/**
 * The text of a mail with what it quotes of others ({@code >}, RFC 3676, section 4.5) put together to paragraphs: a mark in the
 * middle of a sentence would stand in the middle of what is quoted from it.
 */
final class QuotedReply {
    private QuotedReply() {}

    /** Returns the text with one mark before each run of lines quoted to the same depth, and an empty line on both sides of it. */
    static String paragraphs(String text) {
        var out = new StringBuilder(text.length());
        int before = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            int end = marks(line);
            int depth =
                    (int) line.substring(0, end).chars().filter(c -> c == '>').count();
            String words = line.substring(end).strip();
            if (depth != before) {
                out.append('\n');
            }
            if (depth == 0) {
                out.append(line);
            } else if (!words.isEmpty()) {
                boolean begins = depth != before || out.charAt(out.length() - 2) == '\n';
                out.append(begins ? ">".repeat(depth) + " " : "").append(words);
            }
            out.append('\n');
            before = depth;
        }
        return out.toString();
    }

    /** Returns where the marks at a line's start end; 0 where it has none. */
    private static int marks(String line) {
        int end = 0;
        for (int i = 0; i < line.length() && (line.charAt(i) == '>' || line.charAt(i) == ' '); i++) {
            end = line.charAt(i) == '>' ? i + 1 : end;
        }
        return line.startsWith(">") ? end : 0;
    }
}
