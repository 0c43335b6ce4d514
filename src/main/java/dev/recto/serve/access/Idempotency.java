package dev.recto.serve.access;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.DocumentRows;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.IdempotencyRows;
import dev.recto.catalog.IdempotencyRows.Earlier;
import dev.recto.catalog.IdempotencyRows.Reply;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import dev.recto.serve.Bodies;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Does a write once, however often it is asked for with the same {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header-06): the
 * first reply is given again. Only what was done is kept; a refused or failed write may be asked for again.
 *
 * <p>Counts for routes of {@link Role#WRITE} and {@link Role#ADMIN}; questions are no writes. Of a body that is JSON the bytes are compared. Any
 * other body is not read before it is let in, so nothing can tell whether it is the same: what was done with its key is done once, and asking again
 * is refused. A reply that tells of a document is given again only to who may see that document still.
 */
final class Idempotency {
    private static final String HEADER = "Idempotency-Key";
    private static final String BEGUN = "recto.idempotency";
    private static final String DOCUMENT = "recto.idempotency.document";
    private static final String KEPT = "recto.idempotency.reply";
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_REPLY = 1 << 20;

    private final IdempotencyRows rows;
    private final DocumentRows documents;

    Idempotency(Catalog catalog) {
        this.rows = catalog.idempotency();
        this.documents = catalog.documents();
        rows.forgetUnfinished();
    }

    /** Keeps another reply than the one that is sent, for one that shows a secret. */
    static void keepInstead(Context context, String body) {
        context.attribute(KEPT, body);
    }

    /** Says which document the reply tells of, where the address does not name it. */
    static void tellsOf(Context context, DocumentId document) {
        context.attribute(DOCUMENT, document.value());
    }

    /** Begins a write, or answers with what it came to before. */
    void begin(Context context) {
        @Nullable String token = context.header(HEADER);
        if (token == null || !counts(context)) {
            return;
        }
        if (!TOKEN.matcher(token).matches()) {
            throw Problem.badRequest("wrong_idempotency_key", HEADER + " must be 1 to 255 printable ASCII characters.")
                    .exception();
        }
        var begun = new Begun(Door.let(context).id(), token);
        String request = fingerprint(context);
        Optional<Earlier> earlier = rows.begin(begun.visitor(), token, request);
        if (earlier.isEmpty()) {
            context.attribute(BEGUN, begun);
        } else {
            again(context, earlier.get(), request);
        }
    }

    /** Keeps the reply of a write that was done, and forgets one that was not. */
    void finish(Context context) {
        @Nullable Begun begun = context.attribute(BEGUN);
        if (begun == null) {
            return;
        }
        byte @Nullable [] body = reply(context);
        if (context.statusCode() >= 200 && context.statusCode() < 300 && body != null) {
            @Nullable String type = context.res().getContentType();
            rows.finish(
                    begun.visitor(),
                    begun.token(),
                    new Reply(context.statusCode(), type, comparable(context) ? body : new byte[0], document(context)));
        } else {
            rows.forget(begun.visitor(), begun.token());
        }
    }

    private void again(Context context, Earlier earlier, String request) {
        if (!earlier.request().equals(request)) {
            throw Problem.of(
                            422,
                            "idempotency_mismatch",
                            "This " + HEADER + " was used for another request. Use a fresh one for each.")
                    .exception();
        }
        @Nullable Reply reply = earlier.reply();
        if (reply == null) {
            throw new Problem(409, "idempotency_running", "The request with this " + HEADER + " is still running.", 1)
                    .exception();
        }
        if (!comparable(context)) {
            throw Problem.of(
                            422,
                            "idempotency_mismatch",
                            "The upload with this " + HEADER
                                    + " was taken in. An upload cannot be told from another one, so send"
                                    + " this one with a fresh one, or none: the same file under the same key changes nothing.")
                    .exception();
        }
        refuseHidden(context, reply);
        context.status(reply.status()).header("Idempotency-Replayed", "true");
        byte @Nullable [] body = reply.body();
        if (body != null && body.length > 0) {
            context.contentType(reply.type() == null ? "application/json" : reply.type())
                    .result(body);
        }
        context.skipRemainingHandlers();
    }

    /** A deletion's receipt is for whoever could see the document when it was there; all else answers as its route would now. */
    private void refuseHidden(Context context, Reply reply) {
        @Nullable String document = reply.document();
        if (document == null) {
            return;
        }
        boolean deletes = context.req().getMethod().equals("DELETE");
        Visitor visitor = Door.let(context);
        boolean seen = documents
                .find(new DocumentId(document))
                .filter(row -> row.state() != DocumentState.DELETED || deletes)
                .filter(row -> visitor.sees(row.collection(), row.access()))
                .isPresent();
        if (!seen) {
            throw Problem.notFound().exception();
        }
    }

    private static @Nullable String document(Context context) {
        @Nullable String told = context.attribute(DOCUMENT);
        return told == null ? context.pathParamMap().get("d") : told;
    }

    /** Returns whether all of a request is known before its route runs. */
    private static boolean comparable(Context context) {
        return Json.isJson(context.contentType())
                || (context.req().getContentLengthLong() <= 0 && context.header("Transfer-Encoding") == null);
    }

    private static boolean counts(Context context) {
        return METHODS.contains(context.req().getMethod())
                && (context.routeRoles().contains(Role.WRITE)
                        || context.routeRoles().contains(Role.ADMIN));
    }

    private static String fingerprint(Context context) {
        MessageDigest digest = ContentHash.sha256();
        String line = context.req().getMethod() + "\n" + place(context) + "\n" + context.queryString() + "\n"
                + context.req().getContentLengthLong() + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        if (Json.isJson(context.contentType())) {
            digest.update(Bodies.read(context, MOST_BYTES));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the route and what its path names, the collection by its id: a name may be another one's tomorrow. */
    private static String place(Context context) {
        var named = new TreeMap<>(context.pathParamMap());
        if (named.containsKey("c")) {
            named.put("c", Door.collectionId(context).value());
        }
        var route = context.endpoints().matchedHttpEndpoint();
        return (route == null ? context.path() : route.path) + " " + named;
    }

    /** Returns the reply's bytes, or null where they are too many to keep. */
    private static byte @Nullable [] reply(Context context) {
        @Nullable String instead = context.attribute(KEPT);
        if (instead != null) {
            return instead.getBytes(StandardCharsets.UTF_8);
        }
        @Nullable InputStream in = context.resultInputStream();
        if (in == null) {
            return new byte[0];
        }
        try {
            in.mark(MOST_REPLY + 1);
            byte[] body = in.readNBytes(MOST_REPLY + 1);
            in.reset();
            return body.length > MOST_REPLY ? null : body;
        } catch (IOException e) {
            return null;
        }
    }

    private record Begun(String visitor, String token) {}
}
