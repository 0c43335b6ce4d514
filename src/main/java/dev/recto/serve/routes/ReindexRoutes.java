package dev.recto.serve.routes;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.JobRow;
import dev.recto.ingest.ReindexTask;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.ServedHome;
import dev.recto.serve.access.Role;
import dev.recto.serve.json.GenerationJson;
import dev.recto.serve.json.JobJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** {@code …/reindex}, {@code …/generations} and {@code …/schedule}: how a collection's index is made anew, and when. */
public final class ReindexRoutes {
    private static final String ONE = "/api/v1/collections/{c}";
    private static final int EVENTS = 50;

    private final ServedHome house;
    private final Scope scope;

    public ReindexRoutes(ServedHome house, Scope scope) {
        this.house = house;
        this.scope = scope;
    }

    /** What {@code POST …/reindex} takes. */
    private record Reindexing(
            @JsonProperty("force") @Nullable Boolean force,
            @JsonProperty("rollback") @Nullable Boolean rollback) {}

    /** What {@code PUT …/schedule} takes. */
    private record Scheduling(
            @JsonProperty("cron") @Nullable String cron,
            @JsonProperty("time_zone") @Nullable String timeZone) {}

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.post(ONE + "/reindex", this::reindex, Role.ADMIN);
        routes.get(ONE + "/generations", this::generations, Role.READ);
        routes.post(ONE + "/generations/{g}/activate", this::activate, Role.ADMIN);
        routes.get(ONE + "/evaluations", this::evaluations, Role.READ);
        routes.get(ONE + "/schedule", this::schedule, Role.READ);
        routes.put(ONE + "/schedule", this::setSchedule, Role.ADMIN);
    }

    private void reindex(Context context) {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        Reindexing wanted = Json.read(context, Reindexing.class);
        boolean force = Boolean.TRUE.equals(wanted.force());
        boolean rollback = Boolean.TRUE.equals(wanted.rollback());
        if (force && rollback) {
            throw Problem.badRequest("invalid_field", "Ask for \"force\" or for \"rollback\", not for both.")
                    .exception();
        }
        accept(context, collection, rollback ? ReindexTask.rollback() : ReindexTask.build(force));
    }

    private void activate(Context context) {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        String number = context.pathParam("g");
        if (!number.matches("[1-9][0-9]{0,8}")) {
            throw Problem.notFound().exception();
        }
        int target = Integer.parseInt(number);
        if (house.catalog().generations().find(collection.id(), target).isEmpty()) {
            throw Problem.notFound().exception();
        }
        accept(context, collection, ReindexTask.activate(target));
    }

    private void accept(Context context, CollectionRow collection, ReindexTask task) {
        try {
            JobRow job = house.reindexes()
                    .ask(collection, task, scope.visitor(context).caller(collection.id()));
            context.header("Location", JobRoutes.ALL + "/" + job.id());
            Json.send(context, 202, JobJson.job(job, collection.name(), List.of()));
        } catch (NoSuchElementException none) {
            throw Problem.of(409, "no_generation", String.valueOf(none.getMessage()))
                    .exception();
        }
    }

    private void generations(Context context) {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        Json.send(
                context,
                200,
                GenerationJson.generations(collection.name(), house.reindexes().status(collection, EVENTS)));
    }

    private void evaluations(Context context) {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        Json.send(
                context,
                200,
                GenerationJson.evaluations(
                        collection.name(), house.catalog().evaluations().of(collection.id())));
    }

    private void schedule(Context context) {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        Json.send(
                context,
                200,
                GenerationJson.schedule(collection.name(), house.schedules().of(collection)));
    }

    private void setSchedule(Context context) {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        Scheduling wanted = Json.read(context, Scheduling.class);
        try {
            Json.send(
                    context,
                    200,
                    GenerationJson.schedule(
                            collection.name(), house.schedules().set(collection, wanted.cron(), wanted.timeZone())));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("invalid_schedule", String.valueOf(e.getMessage()))
                    .exception();
        }
    }
}
