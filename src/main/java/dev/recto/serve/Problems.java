package dev.recto.serve;

import dev.recto.answer.chat.BudgetSpentException;
import dev.recto.answer.chat.ChatFailure;
import dev.recto.answer.chat.NoChatModelException;
import dev.recto.answer.chat.SchemaTooLargeException;
import dev.recto.answer.chat.UnpricedModelException;
import dev.recto.answer.conversation.ConversationFullException;
import dev.recto.answer.conversation.NoSuchConversationException;
import dev.recto.answer.moderation.ModeratedException;
import dev.recto.answer.task.DocumentGoneException;
import dev.recto.catalog.DiskFullException;
import dev.recto.catalog.StorageFailedException;
import dev.recto.catalog.TooManyKeysException;
import dev.recto.embed.EmbeddingException;
import dev.recto.ingest.BackupException;
import dev.recto.ingest.IndexBrokenException;
import dev.recto.ingest.IndexBuildingException;
import dev.recto.ingest.ModelGoneException;
import dev.recto.serve.openai.OpenAiException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.javalin.router.InternalRouter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that turns what was thrown into what the caller is told, as {@code application/problem+json}. */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** The attribute of a request that holds its id. */
    static final String REQUEST_ID = "recto.request_id";

    /** What is said of a file that is sent, and not of the problem that kept it from being sent. */
    private static final List<String> FILE_HEADERS = List.of("Content-Length", "Content-Disposition", "ETag");

    /** Below it, clients know errors in OpenAI's shape alone. */
    private static final String OPENAI = "/v1/";

    /** Causes looked at. */
    private static final int LONGEST_CHAIN = 20;

    private Problems() {}

    /** Lets every exception of every route come here. */
    static void register(JavalinConfig config) {
        InternalRouter router = config.unsafe.internalRouter;
        config.routes.exception(HttpResponseException.class, (failure, context) -> send(context, failure, router));
        config.routes.exception(Exception.class, (failure, context) -> send(context, failure, router));
    }

    /** Returns what a caller is told of a failure; logs it where the fault is ours. */
    public static Problem of(Throwable failure, String requestId) {
        if (chain(failure)
                .anyMatch(one -> one instanceof InterruptedException || one instanceof CancellationException)) {
            return stopping();
        }
        return switch (failure) {
            case ProblemException problem -> problem.problem();
            case HttpResponseException response -> of(response);
            case HttpException bad -> of(bad.getCode());
            case EmbeddingException model -> {
                LOG.warn("request {}: {}", requestId, model.getMessage());
                yield new Problem(
                        503, "embedding_unavailable", "The embedding model cannot be reached. Try again later.", 10);
            }
            case DiskFullException full -> {
                LOG.error("request {}: {}", requestId, full.getMessage());
                yield storageFailed();
            }
            case BackupException backup -> Problem.of(409, "backup_refused", String.valueOf(backup.getMessage()));
            case ModelGoneException gone -> Problem.of(503, "reindex_needed", String.valueOf(gone.getMessage()));
            case NoChatModelException none -> Problem.of(409, "chat_not_configured", String.valueOf(none.getMessage()));
            case ChatFailure model -> {
                LOG.warn("request {}: {}", requestId, model.getMessage());
                yield new Problem(503, "chat_unavailable", "The chat model does not answer. Try again later.", 10);
            }
            case BudgetSpentException spent -> Problem.of(409, "budget_spent", String.valueOf(spent.getMessage()));
            case SchemaTooLargeException large -> Problem.of(400, "invalid_schema", String.valueOf(large.getMessage()));
            case UnpricedModelException unpriced ->
                Problem.of(400, "invalid_field", String.valueOf(unpriced.getMessage()));
            case NoSuchConversationException none -> Problem.of(404, "not_found", String.valueOf(none.getMessage()));
            case DocumentGoneException gone -> Problem.of(404, "not_found", String.valueOf(gone.getMessage()));
            case ConversationFullException full ->
                Problem.of(409, "conversation_full", String.valueOf(full.getMessage()));
            case ModeratedException refused -> moderated(refused);
            case TooManyKeysException many -> Problem.of(409, "too_many_keys", String.valueOf(many.getMessage()));
            case IndexBuildingException building ->
                new Problem(503, "index_building", String.valueOf(building.getMessage()), 10);
            case IndexBrokenException broken -> {
                LOG.error("request {}", requestId, broken);
                yield new Problem(
                        503,
                        "index_building",
                        "The collection's index is damaged and is built again. Try again later.",
                        10);
            }
            default -> {
                LOG.error("request {}", requestId, failure);
                yield Problem.of(
                        500,
                        "internal",
                        "Something went wrong inside Recto. Give the request_id to whoever runs it; its log says more.");
            }
        };
    }

    /**
     * Throws on what the process must not survive, for whoever has told its caller of a failure and would end with that.
     *
     * @throws StorageFailedException if that is the failure or one of its causes
     */
    public static void throwFatal(Throwable failure) {
        chain(failure)
                .filter(StorageFailedException.class::isInstance)
                .map(StorageFailedException.class::cast)
                .findFirst()
                .ifPresent(disk -> {
                    throw disk;
                });
    }

    /** Answers with a problem. */
    public static void send(Context context, Problem problem) {
        if (context.res().isCommitted()) {
            return; // the client has seen part of an answer: the connection's end is all that can still be said
        }
        FILE_HEADERS.forEach(context::removeHeader);
        if (problem.retryAfter() > 0) {
            context.header("Retry-After", Integer.toString(problem.retryAfter()));
        }
        if (context.path().startsWith(OPENAI)) {
            Json.send(context, problem.status(), OpenAiException.of(problem).body());
            return;
        }
        Json.send(context, problem.status(), Problem.MEDIA_TYPE, Json.write(problem.json(requestId(context))));
    }

    /** Returns the id of a request. */
    public static String requestId(Context context) {
        String id = context.attribute(REQUEST_ID);
        return id == null ? RequestId.of(context.header(RequestId.HEADER)) : id;
    }

    private static void send(Context context, Exception failure, InternalRouter router) {
        if (clientGone(failure)) {
            return;
        }
        Problem problem = of(failure, requestId(context));
        if (problem.status() == HttpStatus.METHOD_NOT_ALLOWED_405) {
            context.header("Allow", allowed(router, context.path()));
        }
        send(context, problem);
    }

    private static boolean clientGone(Throwable failure) {
        return chain(failure).anyMatch(one -> one instanceof EofException);
    }

    /** A chain of causes may be a ring. */
    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(LONGEST_CHAIN);
    }

    /** Returns the methods of the route that a path means: of those that match, the one that names it most exactly. */
    private static String allowed(InternalRouter router, String path) {
        List<Endpoint> matching = router.allHttpHandlers().stream()
                .filter(one -> one.endpoint.method.isHttpMethod() && one.matches(path))
                .map(one -> one.endpoint)
                .toList();
        long fewest = matching.stream().mapToLong(Problems::parameters).min().orElse(0);
        return matching.stream()
                .filter(one -> parameters(one) == fewest)
                .map(one -> one.method.name())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static long parameters(Endpoint endpoint) {
        return endpoint.path.chars().filter(sign -> sign == '{').count();
    }

    /** Returns what a caller is told whose bytes could not be stored. */
    public static Problem storageFailed() {
        return Problem.of(507, "storage_failed", "The service could not store the bytes; its disk may be full.");
    }

    private static Problem moderated(ModeratedException refused) {
        String sentence = String.valueOf(refused.getMessage());
        return switch (refused.reason()) {
            case QUESTION -> Problem.of(422, "question_refused", sentence);
            case ANSWER -> Problem.of(422, "answer_refused", sentence);
            case UNJUDGED -> new Problem(503, "moderation_unavailable", sentence, 10);
        };
    }

    private static Problem stopping() {
        return new Problem(503, "stopping", "The service is stopping. Try again in a moment.", 5);
    }

    private static Problem of(HttpResponseException response) {
        return of(response.getStatus());
    }

    /** Returns what a caller is told where the server itself refused a request, by the status it chose. */
    static Problem of(int status) {
        return switch (status) {
            case 404 -> Problem.notFound();
            case 405 ->
                Problem.of(405, "method_not_allowed", "This address does not take that method. See the header Allow.");
            case 408 -> Problem.of(408, "timeout", "The request took too long to arrive. Send it again.");
            case 413 -> Problem.of(413, "too_large", "The request is too large. Send less.");
            case 414 ->
                Problem.of(414, "uri_too_long", "The address is too long. Send it in the body where there is one.");
            case 431 -> Problem.of(431, "headers_too_large", "The headers are too large. Send fewer or shorter ones.");
            case 415 ->
                Problem.of(415, "unsupported_media_type", "The body's type is not one that this address takes.");
            case 503 -> stopping();
            default ->
                status >= 400 && status < 500
                        ? Problem.of(
                                status,
                                "bad_request",
                                "The request is not well-formed HTTP. Check its address and headers.")
                        : Problem.of(
                                500,
                                "internal",
                                "Something went wrong inside Recto. Give the request_id to whoever runs it; its log says more.");
        };
    }
}
