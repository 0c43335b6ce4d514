package dev.recto.serve.operations;

import dev.recto.answer.Answer;
import dev.recto.answer.ModelReport;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentCounts;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.JobRow;
import dev.recto.catalog.ReindexJob;
import dev.recto.ingest.WatchReport;
import dev.recto.retrieve.Evidence;
import dev.recto.serve.access.Slots;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the service measures of itself, for Prometheus. Labels are routes, statuses, stages, states and outcomes: never an
 * id, a name, a question or anything else that says what is in a collection, since whoever has a key may read them.
 */
public final class Metrics implements AutoCloseable {
    /** The media type of {@link #scrape} (Prometheus text format 0.0.4). */
    public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Set<DocumentState> WAITING =
            Set.of(DocumentState.RECEIVED, DocumentState.READING, DocumentState.EMBEDDING);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    private final Catalog catalog;
    private final MultiGauge documents;
    private final AtomicLong passages = new AtomicLong();
    private final AtomicLong lastReindex = new AtomicLong();

    /** Begins to measure. */
    public Metrics(Catalog catalog) {
        this.catalog = catalog;
        this.documents = MultiGauge.builder("recto.documents")
                .description("Documents of all collections by state; waiting ones are the queue")
                .register(registry);
        Gauge.builder("recto.passages", passages, AtomicLong::get)
                .description("Passages of all collections: the index's size")
                .register(registry);
        Gauge.builder("recto.reindex.last.success", lastReindex, AtomicLong::get)
                .description("When a re-index last ended well since the start, in seconds since 1970; 0 before")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    /** Returns the registry, for what else is measured. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Shows how many questions run and wait. */
    public void watch(Slots asks, Slots chats) {
        Gauge.builder("recto.asks.running", asks, slots -> slots.taken() + chats.taken())
                .description("Questions being answered")
                .strongReference(true)
                .register(registry);
        Gauge.builder("recto.asks.waiting", asks, slots -> slots.waiting() + chats.waiting())
                .description("Questions waiting for their turn")
                .strongReference(true)
                .register(registry);
    }

    /** Counts a request that has ended. */
    public void request(String method, String route, int status, Duration took) {
        Timer.builder("recto.http.request")
                .description("Requests by route and status")
                .tags("method", method, "route", route, "status", Integer.toString(status))
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(30),
                        Duration.ofMillis(100),
                        Duration.ofMillis(300),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10))
                .register(registry)
                .record(took);
    }

    /** Counts a search that was answered. */
    public void searched(Evidence evidence) {
        stage("embed", evidence.embedMillis());
        stage("retrieve", evidence.searchMillis());
    }

    /** Counts a question that was answered. */
    public void answered(Answer answer) {
        Answer.Report report = answer.report();
        stage("embed", report.embedMillis());
        stage("retrieve", report.retrieveMillis());
        stage("answer", report.answerMillis());
        Counter.builder("recto.answers")
                .description("Answers by outcome and answer model")
                .tags("outcome", answer.outcome(), "answerer", report.answerer())
                .register(registry)
                .increment();
        ModelReport spoken = report.model();
        if (spoken.model() != null) {
            tokens("prompt", spoken.usage().promptTokens());
            tokens("completion", spoken.usage().completionTokens());
        }
        if (spoken.degraded() != null) {
            Counter.builder("recto.answers.degraded")
                    .description("Answers that the chat model did not write, or not to the end, by reason")
                    .tag("reason", spoken.degraded().label())
                    .register(registry)
                    .increment();
        }
    }

    /** Counts a look into a watched folder. */
    public void watched(WatchReport report) {
        Counter.builder("recto.watch.looks")
                .description(
                        "Looks into watched folders; those that ask deleted nothing, since too much was gone at once")
                .tags("outcome", report.asks() == null ? "followed" : "asks")
                .register(registry)
                .increment();
        change("taken", report.taken());
        change("renamed", report.renamed());
        change("deleted", report.deleted());
    }

    private void change(String what, int files) {
        Counter.builder("recto.watch.files")
                .description("Files of watched folders by what became of them")
                .tags("change", what)
                .register(registry)
                .increment(files);
    }

    /** Counts a re-index that has ended. */
    public void reindexed(JobRow job) {
        ReindexJob reindex = job.reindex();
        Instant finished = job.finished();
        if (reindex == null || reindex.outcome() == null || finished == null) {
            return;
        }
        Timer.builder("recto.reindex")
                .description("Re-indexes by what they were and how they ended, from being asked for to the end")
                .tags("task", reindex.task(), "outcome", reindex.outcome().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(Duration.between(job.created(), finished));
        if (!reindex.outcome().equals("FAILED") && !reindex.outcome().equals("REFUSED")) {
            lastReindex.set(finished.getEpochSecond());
        }
    }

    /** Returns everything measured, in Prometheus' text format. */
    public String scrape() {
        var byState = new TreeMap<String, Integer>();
        long inIndex = 0;
        for (CollectionRow row : catalog.collections().list()) {
            DocumentCounts counts = catalog.documents().counts(row.id());
            counts.byState().forEach((state, count) -> byState.merge(label(state), count, Integer::sum));
            inIndex += counts.passages();
        }
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        byState.forEach((state, count) -> rows.add(MultiGauge.Row.of(Tags.of("state", state), count)));
        documents.register(rows, true);
        passages.set(inIndex);
        return registry.scrape();
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }

    private void tokens(String kind, int count) {
        Counter.builder("recto.chat.tokens")
                .description("Tokens that the chat model read (prompt) and wrote (completion)")
                .tag("kind", kind)
                .register(registry)
                .increment(count);
    }

    private void stage(String stage, double millis) {
        Timer.builder("recto.ask.stage")
                .description("Time of each stage of a question")
                .tag("stage", stage)
                .serviceLevelObjectives(
                        Duration.ofMillis(3), Duration.ofMillis(10), Duration.ofMillis(30), Duration.ofMillis(100))
                .register(registry)
                .record(Duration.ofNanos((long) (millis * 1e6)));
    }

    private static String label(DocumentState state) {
        return WAITING.contains(state) ? "waiting" : state.name().toLowerCase(Locale.ROOT);
    }
}
