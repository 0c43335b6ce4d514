package dev.recto.catalog;

import dev.recto.document.Caller;
import dev.recto.document.DocumentId;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Decides, within one transaction, what arrived bytes are: a new document, a new version, or what is there already. */
final class ArrivalWrite {
    /** Stands between a content's hash and what tells documents of the same content apart. */
    private static final String BESIDE = "-";

    private final Handle handle;
    private final JobRequest request;

    ArrivalWrite(Handle handle, JobRequest request) {
        this.handle = handle;
        this.request = request;
    }

    /**
     * What became of arrived bytes.
     *
     * @param document the document that they are
     * @param unchanged whether it had them already and nothing is to be done
     */
    record Received(DocumentId document, boolean unchanged) {}

    Received receive(Arrival arrival) {
        Optional<DocumentRow> known = find(arrival.key());
        if (known.isPresent() && !visible(known.get()) && keyedByContent(arrival)) {
            return receiveBeside(arrival);
        }
        if (known.isEmpty()) {
            return new Received(write(reception(arrival, arrival.key())), false);
        }
        return next(arrival, known.get());
    }

    private Received next(Arrival arrival, DocumentRow row) {
        if (row.parent() != null || !visible(row)) {
            throw new KeyTakenException(arrival.key());
        }
        Reception next = reception(arrival, row);
        boolean same = arrival.content().hash().equals(row.content())
                && next.metadata().equals(row.metadata());
        if (same && row.state() != DocumentState.FAILED) {
            return new Received(row.id(), row.state() == DocumentState.INDEXED);
        }
        return new Received(write(next), false);
    }

    /** Takes in bytes that a document has which the asker may not see: nothing may tell of it, so they become one of their own. */
    private Received receiveBeside(Arrival arrival) {
        Optional<DocumentRow> own = handle
                .createQuery("SELECT * FROM document WHERE collection = ? AND content = ?"
                        + " AND key GLOB ? AND state <> 'DELETED' ORDER BY key")
                .bind(0, request.collection().value())
                .bind(1, arrival.content().hash().hex())
                .bind(2, arrival.key() + BESIDE + "*")
                .map((row, context) -> DocumentColumns.map(row))
                .stream()
                .filter(row -> row.parent() == null && visible(row))
                .findFirst();
        return own.isPresent()
                ? next(arrival, own.get())
                : new Received(write(reception(arrival, Ids.fresh(arrival.key() + BESIDE))), false);
    }

    private Optional<DocumentRow> find(String key) {
        return handle.createQuery("SELECT * FROM document WHERE collection = ? AND key = ? AND state <> 'DELETED'")
                .bind(0, request.collection().value())
                .bind(1, key)
                .map((row, context) -> DocumentColumns.map(row))
                .findOne();
    }

    private boolean visible(DocumentRow row) {
        return request.asker().seesAll()
                || row.access().stream().anyMatch(request.asker().access()::contains);
    }

    private static boolean keyedByContent(Arrival arrival) {
        return arrival.key().equals(arrival.content().hash().hex());
    }

    private DocumentId write(Reception reception) {
        DocumentId id = DocumentWrites.receive(handle, reception).orElseThrow();
        LedgerRows.append(handle, id, Transition.of(request.kind()));
        return id;
    }

    private Reception reception(Arrival arrival, String key) {
        return new Reception(
                request.collection(),
                null,
                key,
                arrival.name() == null ? key : arrival.name(),
                null,
                null,
                null,
                arrival.content(),
                arrival.metadata(),
                Set.of(Caller.EVERYONE));
    }

    private static Reception reception(Arrival arrival, DocumentRow row) {
        var metadata = new HashMap<>(row.metadata());
        metadata.putAll(arrival.metadata());
        return new Reception(
                row.collection(),
                row.id(),
                row.key(),
                arrival.name() == null ? row.name() : arrival.name(),
                null,
                row.source(),
                null,
                arrival.content(),
                metadata,
                row.access());
    }
}
