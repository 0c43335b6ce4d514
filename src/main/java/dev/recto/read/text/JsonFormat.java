package dev.recto.read.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.recto.read.DocumentDraft;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * JSON and JSON Lines, as readable lines: {@code lease.rooms[2].rent: 1200}. The values that stand side by side in one object are one
 * paragraph. Read as a stream, so that depth and size cost no stack and no tree.
 */
public final class JsonFormat implements TextFormat {
    private static final int DEEPEST = 200;

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private final TextFormat plain = new SourceCodeFormat();

    /** One open object or array: the path to it, and where it stands in the array around it. */
    private static final class Level {
        private final String path;
        private final boolean array;
        private int index;
        private String field = "";

        Level(String path, boolean array) {
            this.path = path;
            this.array = array;
        }

        String next() {
            if (array) {
                return path + "[" + ++index + "]";
            }
            return path.isEmpty() ? field : path + "." + field;
        }
    }

    @Override
    public void read(String text, DocumentDraft draft) {
        var lines = new StringBuilder();
        try (JsonParser parser = factory.createParser(text)) {
            values(parser, lines, draft);
        } catch (StreamConstraintsException e) {
            boolean deep = e.getOriginalMessage().contains("nesting depth");
            draft.gap(
                    deep
                            ? "It is nested deeper than " + DEEPEST + " levels and was read only to there."
                            : "It holds a number or a name that is too long, and was read only to there.");
        } catch (IOException notJson) {
            if (draft.isEmpty()) {
                plain.read(text, draft);
                return;
            }
            draft.gap("It is not valid JSON and was read only to where it breaks.");
        }
        draft.paragraph(lines.toString());
    }

    private static void values(JsonParser parser, StringBuilder lines, DocumentDraft draft) throws IOException {
        Deque<Level> open = new ArrayDeque<>();
        for (JsonToken token = parser.nextToken(); token != null && !draft.full(); token = parser.nextToken()) {
            Level level = open.peek();
            switch (token) {
                case FIELD_NAME -> {
                    if (level != null) {
                        level.field = parser.currentName();
                    }
                }
                case START_OBJECT, START_ARRAY -> {
                    flush(lines, draft);
                    open.push(new Level(level == null ? "" : level.next(), token == JsonToken.START_ARRAY));
                }
                case END_OBJECT, END_ARRAY -> {
                    flush(lines, draft);
                    open.poll();
                }
                default -> line(level == null ? "" : level.next(), parser.getText(), lines);
            }
        }
    }

    private static void line(String path, String value, StringBuilder lines) {
        lines.append(path)
                .append(path.isEmpty() ? "" : ": ")
                .append(value.strip())
                .append('\n');
    }

    private static void flush(StringBuilder lines, DocumentDraft draft) {
        draft.paragraph(lines.toString());
        lines.setLength(0);
    }
}
