package dev.recto.catalog;

import dev.recto.document.Caller;
import dev.recto.document.DocumentId;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Decides, within one transaction, what arrived bytes are: a new document, a new version, or what is there already. */
final class ArrivalWrite {
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
        Optional<DocumentRow> known = handle.createQuery(
                        "SELECT * FROM document WHERE collection = ? AND key = ? AND state <> 'DELETED'")
                .bind(0, request.collection().value())
                .bind(1, arrival.key())
                .map((row, context) -> DocumentColumns.map(row))
                .findOne();
        if (known.isEmpty()) {
            return new Received(write(reception(arrival)), false);
        }
        DocumentRow row = known.get();
        if (row.parent() != null) {
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

    private DocumentId write(Reception reception) {
        DocumentId id = DocumentWrites.receive(handle, reception).orElseThrow();
        LedgerRows.append(handle, id, Transition.of(request.kind()));
        return id;
    }

    private Reception reception(Arrival arrival) {
        return new Reception(
                request.collection(),
                null,
                arrival.key(),
                arrival.name() == null ? arrival.key() : arrival.name(),
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
