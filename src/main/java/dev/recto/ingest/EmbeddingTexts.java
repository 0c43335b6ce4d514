package dev.recto.ingest;

import dev.recto.document.ContentHash;
import dev.recto.document.Passage;
import dev.recto.document.TextRange;
import dev.recto.embed.EmbeddingInput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passages of one document as a model sees them: with title, heading path and table header in front. */
public final class EmbeddingTexts {
    private static final String STEP = " › ";

    private final String title;

    /** @param title the document's own, or null: then its name stands for it */
    public EmbeddingTexts(@Nullable String title, String name) {
        this.title = title == null || title.isBlank() ? name : title.strip();
    }

    /** Returns what is embedded of a passage; sentences count in the passage's own text. */
    public EmbeddingInput of(Passage passage) {
        var path = new ArrayList<String>();
        path.add(title);
        path.addAll(passage.headingPath());
        String context = String.join(STEP, path);
        if (passage.tableHeader() != null) {
            context += "\n" + passage.tableHeader();
        }
        int from = passage.span().range().start();
        List<TextRange> sentences = passage.sentences().stream()
                .map(range -> new TextRange(range.start() - from, range.end() - from))
                .toList();
        return new EmbeddingInput(context, passage.text(), sentences);
    }

    /** Returns the hash that vectors are cached under: of all that they depend on beside the model. */
    public static ContentHash hash(EmbeddingInput input) {
        var text = new StringBuilder(input.context()).append('\0').append(input.text());
        for (TextRange sentence : input.sentences()) {
            text.append('\0').append(sentence.start()).append('-').append(sentence.end());
        }
        return ContentHash.of(text.toString());
    }
}
