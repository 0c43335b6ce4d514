package dev.recto.serve.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.JobDocument;
import dev.recto.catalog.JobPage;
import dev.recto.catalog.JobRow;
import dev.recto.document.CollectionId;
import dev.recto.serve.EventStream;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.Problems;
import dev.recto.serve.ServedHome;
import dev.recto.serve.access.OpenRoute;
import dev.recto.serve.access.Role;
import dev.recto.serve.access.Visitor;
import dev.recto.serve.json.JobJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/jobs}: how the work goes that requests began. A visitor sees the jobs of the collections that it may read. */
public final class JobRoutes {
    static final String ALL = "/api/v1/jobs";
    private static final String ONE = ALL + "/{j}";
    private static final String LIST = "jobs";

    private final ServedHome house;
    private final Scope scope;
    private final Function<Context, Supplier<@Nullable Problem>> ends;

    /** @param ends gives for a request what says why its stream must end */
    public JobRoutes(ServedHome house, Scope scope, Function<Context, Supplier<@Nullable Problem>> ends) {
        this.house = house;
        this.scope = scope;
        this.ends = ends;
    }

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.get(ALL, this::list, OpenRoute.ANY_VISITOR);
        routes.get(ONE, this::show, OpenRoute.ANY_VISITOR);
        routes.get(ONE + "/events", this::events, OpenRoute.ANY_VISITOR);
    }

    private void list(Context context) {
        Parameters.only(context, "limit", "cursor");
        Visitor visitor = scope.visitor(context);
        JobPage page = house.catalog().jobs().list(collections(visitor), after(context), Paging.limit(context));
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode jobs = node.putArray("jobs");
        for (JobRow job : page.jobs()) {
            house.catalog()
                    .collections()
                    .find(job.collection())
                    .ifPresent(row -> jobs.add(JobJson.progress(
                            job, row.name(), house.catalog().jobs().counts(job, visitor.caller(row.id())))));
        }
        node.put(
                "next",
                page.next() == null ? null : Paging.cursor(LIST, page.next().toString()));
        Json.send(context, 200, node);
    }

    private void show(Context context) {
        Parameters.only(context);
        Visitor visitor = scope.visitor(context);
        JobRow job = job(context, visitor);
        Json.send(context, 200, JobJson.job(job, collection(job).name(), documents(visitor, job)));
    }

    private void events(Context context) throws IOException {
        Parameters.only(context);
        Visitor visitor = scope.visitor(context);
        JobRow job = job(context, visitor);
        var told = new JobProgress(house, job, collection(job).name(), shown -> documents(visitor, shown));
        try (EventStream stream = EventStream.open(context, ends.apply(context))) {
            try {
                told.tell(stream);
            } catch (InterruptedException | CancellationException over) {
                stream.fail(Problems.of(over, Problems.requestId(context)));
            } catch (RuntimeException failure) {
                stream.fail(Problems.of(failure, Problems.requestId(context)));
                Problems.throwFatal(failure);
            }
        }
    }

    private JobRow job(Context context, Visitor visitor) {
        return house.catalog()
                .jobs()
                .find(context.pathParam("j"))
                .filter(job -> visitor.may(Role.READ, job.collection()))
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private CollectionRow collection(JobRow job) {
        return house.catalog().collections().find(job.collection()).orElseThrow(() -> Problem.notFound()
                .exception());
    }

    private List<JobDocument> documents(Visitor visitor, JobRow job) {
        return house.catalog().jobs().documents(job).stream()
                .filter(document ->
                        visitor.sees(job.collection(), document.row().access()))
                .toList();
    }

    /** Returns the collections whose jobs a visitor may see, or null for all. */
    private @Nullable List<CollectionId> collections(Visitor visitor) {
        return visitor.may(Role.READ)
                ? null
                : house.catalog().collections().list().stream()
                        .map(CollectionRow::id)
                        .filter(id -> visitor.may(Role.READ, id))
                        .toList();
    }

    private static @Nullable Long after(Context context) {
        String position = Paging.after(context, LIST);
        if (position == null) {
            return null;
        }
        if (!position.matches("[0-9]{1,18}")) {
            throw Problem.badRequest("invalid_cursor", "The cursor is not one of this list. Begin without one.")
                    .exception();
        }
        return Long.valueOf(position);
    }
}
