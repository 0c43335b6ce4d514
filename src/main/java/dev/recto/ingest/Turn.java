package dev.recto.ingest;

import dev.recto.catalog.DocumentRow;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of one collection is worked on before others have their turn.
 *
 * @param documents at most so many
 * @param bytes no further document once so many bytes are taken on
 */
public record Turn(int documents, long bytes) {
    /** Small enough that a turn of text files takes seconds, large enough that its commits cost little. Chosen. */
    public static final Turn DEFAULT = new Turn(64, 16L << 20);

    /** Returns the first of the waiting documents, at least one. */
    List<DocumentRow> of(List<DocumentRow> waiting) {
        var rows = new ArrayList<DocumentRow>();
        long taken = 0;
        for (DocumentRow row : waiting) {
            if (rows.size() == documents || taken >= bytes) {
                break;
            }
            rows.add(row);
            taken += row.size();
        }
        return rows;
    }
}
