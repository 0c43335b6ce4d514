package dev.recto.serve;

import dev.recto.catalog.CollectionRows;
import dev.recto.catalog.StorageFailedException;
import dev.recto.config.EmbeddingConfig;
import dev.recto.config.ServeConfig;
import dev.recto.embed.EmbeddingException;
import dev.recto.ingest.FolderWatch;
import dev.recto.ingest.IndexGuard;
import dev.recto.ingest.IngestWorker;
import dev.recto.ingest.ReindexWorker;
import dev.recto.serve.access.Door;
import dev.recto.serve.access.DoorRules;
import dev.recto.serve.access.HostRules;
import dev.recto.serve.access.Secret;
import dev.recto.serve.access.Sessions;
import dev.recto.serve.mcp.McpMessages;
import dev.recto.serve.mcp.McpRoutes;
import dev.recto.serve.openai.ChatRoute;
import dev.recto.serve.openai.EmbeddingRoute;
import dev.recto.serve.openai.OpenAiRoutes;
import dev.recto.serve.operations.AccessLog;
import dev.recto.serve.operations.Metrics;
import dev.recto.serve.page.PageRoutes;
import dev.recto.serve.routes.AnswerRoutes;
import dev.recto.serve.routes.AskRoutes;
import dev.recto.serve.routes.CollectionRoutes;
import dev.recto.serve.routes.CommandRoutes;
import dev.recto.serve.routes.ContractRoutes;
import dev.recto.serve.routes.ConversationRoutes;
import dev.recto.serve.routes.DocumentRoutes;
import dev.recto.serve.routes.HealthRoutes;
import dev.recto.serve.routes.JobRoutes;
import dev.recto.serve.routes.KeyRoutes;
import dev.recto.serve.routes.MetricsRoutes;
import dev.recto.serve.routes.OriginalRoute;
import dev.recto.serve.routes.PartRoutes;
import dev.recto.serve.routes.ReindexRoutes;
import dev.recto.serve.routes.Scope;
import dev.recto.serve.routes.TaskRoutes;
import dev.recto.serve.routes.UploadRoutes;
import dev.recto.serve.routes.UrlRoutes;
import dev.recto.serve.routes.UsageRoutes;
import dev.recto.serve.routes.WatchRoutes;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service while it listens: the routes over one home, until closed. */
public final class Service implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    /** How long requests in progress may take to end, in ms; what is left then is cut. */
    private static final long STOP_MILLIS = 8_000;

    /** Tokens of a text that the built-in encoders read: their 512 positions less the two that frame it. */
    private static final int LOCAL_WINDOW = 510;

    /** Tokens of a text that the usual remote encoders read. */
    private static final int REMOTE_WINDOW = 8_191;

    private final SharedHome shared;
    private final ServiceParts parts;
    private final McpMessages messages;
    private final AtomicBoolean stopping = new AtomicBoolean();
    /** Lets the commands of this machine in, which find it in the home's lock. */
    private final Secret local = Secret.fresh("local_");

    private final Door door;
    private final Metrics metrics;
    private final Javalin server;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private @Nullable IngestWorker worker;
    private @Nullable ReindexWorker reindexer;
    private @Nullable IndexGuard guard;
    private volatile @Nullable FolderWatch watch;

    private Service(ServiceParts given) {
        this.metrics = new Metrics(given.house().catalog());
        this.shared = new SharedHome(
                given.house(),
                given.config().serve(),
                metrics,
                given.config().chat().present());
        ServiceParts parts = new ServiceParts(shared, given.config());
        this.parts = parts;
        this.door = new Door(parts.house().catalog(), rules(parts.config().serve()), local);
        this.messages = new McpMessages(parts.house(), parts.config().limits().questionChars(), version());
        this.server = Javalin.create(this::configure);
    }

    private static String version() {
        String version = Service.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /**
     * Starts to listen.
     *
     * @throws IllegalArgumentException if other machines could reach it and there are no keys
     * @throws EmbeddingException if what is configured cannot embed
     * @throws UncheckedIOException if the port is taken or the address is none of this machine
     */
    public static Service start(ServiceParts parts) {
        refuseWithoutKeys(parts);
        parts.house().embedder(); // one that is configured wrongly is refused now, not with the first document
        parts.house().catalog().collections().require(CollectionRows.DEFAULT);
        var service = new Service(parts);
        String place =
                parts.config().serve().host() + ":" + parts.config().serve().port();
        try {
            service.server.start(
                    parts.config().serve().host(), parts.config().serve().port());
        } catch (JavalinBindException taken) {
            throw new UncheckedIOException(
                    new BindException(
                            "Cannot listen on " + place
                                    + ": the port is taken or the address is not this machine's. Choose others with --host and --port."));
        }
        service.guard = parts.house().startGuarding(service::fail);
        service.worker = parts.house().startWork(service::fail);
        service.parts.house().reindexes().whenEnded(service.metrics::reindexed);
        service.watch = parts.house().startWatching(service.metrics::watched, service::fail);
        service.reindexer = parts.house().startReindexing(service::fail);
        parts.house().publish(service.address(), service.local.value());
        LOG.info("Recto listens on {}", service.address());
        return service;
    }

    /** Returns where it listens, such as {@code http://127.0.0.1:7878}. */
    public String address() {
        String host = parts.config().serve().host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port();
    }

    /**
     * Waits until something happened that the process must not survive, as a failed fsync.
     *
     * @return what, for the caller to end with
     * @throws InterruptedException if the caller is interrupted, since the service is to stop
     */
    public RuntimeException awaitFailure() throws InterruptedException {
        try {
            Throwable why = failure.get();
            return why instanceof RuntimeException known ? known : new IllegalStateException(why);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Stops: takes no more requests, lets those in progress end for a while, and cuts what is left. Documents that are worked on
     * wait for the next start.
     */
    @Override
    public void close() {
        stopping.set(true);
        parts.house().publish(null, null);
        if (worker != null) {
            worker.stop();
        }
        FolderWatch following = watch;
        if (following != null) {
            following.close();
        }
        if (reindexer != null) {
            reindexer.stop();
        }
        if (guard != null) {
            guard.stop();
        }
        stopServer();
        if (worker != null) {
            worker.close();
        }
        if (reindexer != null) {
            reindexer.close();
        }
        if (guard != null) {
            guard.close();
        }
        messages.close();
        shared.close();
        metrics.close();
    }

    /** Javalin throws where requests outlast the wait; by then they are cut off, and the rest is still to be closed. */
    private void stopServer() {
        try {
            server.stop();
        } catch (JavalinException late) {
            LOG.warn("Requests that were still in progress after {} ms were cut off.", STOP_MILLIS);
        }
    }

    /** Takes nothing more in, and lets whoever runs the service end the process. */
    private void fail(Throwable why) {
        stopping.set(true);
        parts.house().uploads().refuse(why);
        failure.complete(why);
    }

    private static void refuseWithoutKeys(ServiceParts parts) {
        String host = parts.config().serve().host();
        if (!HostRules.isLoopback(host) && !parts.house().catalog().keys().any()) {
            throw new IllegalArgumentException("Without keys the service listens on this machine alone, and " + host
                    + " can be reached from others. Make a key first: recto keys create NAME --role admin");
        }
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.modifyServer(Service::configure);
        config.requestLogger.http(new AccessLog(metrics));
        Problems.register(config);
        config.routes.exception(StorageFailedException.class, this::endProcess);
        config.routes.before(Service::begin);
        door.register(config.routes);
        register(config.routes);
    }

    private static DoorRules rules(ServeConfig config) {
        return new DoorRules(
                HostRules.isLoopback(config.host()), Set.copyOf(config.allowedHosts()), config.requestsPerMinute());
    }

    private static void configure(Server server) {
        server.addEventListener(new AcceptQueue());
        server.setStopTimeout(STOP_MILLIS);
        server.setErrorHandler(new ErrorPages());
    }

    private static void begin(Context context) {
        String id = RequestId.of(context.header(RequestId.HEADER));
        context.attribute(Problems.REQUEST_ID, id);
        context.header(RequestId.HEADER, id);
    }

    /** What a disk says after a failed fsync cannot be believed. */
    private void endProcess(StorageFailedException disk, Context context) {
        fail(disk);
        Problems.send(context, Problems.of(disk, Problems.requestId(context)));
    }

    private void register(RoutesConfig routes) {
        var scope = new Scope(parts.house(), door);
        new HealthRoutes(parts.house(), stopping::get).register(routes);
        new CollectionRoutes(parts.house(), scope, parts.config().chat().present()).register(routes);
        new DocumentRoutes(parts.house(), scope).register(routes);
        new OriginalRoute(parts.house(), scope).register(routes);
        new PartRoutes(parts.house(), scope).register(routes);
        new ContractRoutes().register(routes);
        new PageRoutes().register(routes);
        new AskRoutes(parts, scope, this::end).register(routes);
        var uploads = new UploadRoutes(parts, scope);
        uploads.register(routes);
        new UrlRoutes(parts, scope, uploads).register(routes);
        new ReindexRoutes(parts.house(), scope).register(routes);
        new WatchRoutes(scope, () -> watch).register(routes);
        new JobRoutes(parts.house(), scope, this::end).register(routes);
        new TaskRoutes(parts.house(), scope).register(routes);
        new ConversationRoutes(parts, scope).register(routes);
        new AnswerRoutes(parts.house(), scope).register(routes);
        new KeyRoutes(parts.house().catalog(), door).register(routes);
        new Sessions(
                        parts.house().catalog(),
                        door,
                        Duration.ofHours(parts.config().serve().sessionHours()),
                        parts.config().chat().present())
                .register(routes);
        new UsageRoutes(parts.house().catalog()).register(routes);
        new MetricsRoutes(metrics).register(routes);
        openAi().register(routes);
        new McpRoutes(messages, door).register(routes);
        new CommandRoutes(parts.house(), door, this::end).register(routes);
    }

    private OpenAiRoutes openAi() {
        var chat = new ChatRoute(
                parts.house(), door, this::end, parts.config().limits().questionChars());
        boolean local = parts.config().embedding().provider() == EmbeddingConfig.Provider.LOCAL;
        var embeddings = new EmbeddingRoute(parts.house(), local ? LOCAL_WINDOW : REMOTE_WINDOW);
        return new OpenAiRoutes(parts.house(), door, chat, embeddings);
    }

    /** Returns what says why a request's stream must end. */
    private Supplier<@Nullable Problem> end(Context context) {
        return () -> stopping.get() ? Problems.of(503) : null;
    }
}
