package dev.recto.config;

import dev.recto.config.EmbeddingConfig.Provider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything that may be set.
 *
 * @param embedding which model embeds
 * @param chat which chat model writes answers
 * @param usage what tokens cost, and how much may be spent
 * @param answer how answers are checked and kept
 * @param moderation what is neither answered nor said
 * @param serve where the service listens
 * @param limits every limit on size, count and time of reading
 * @param uploads how much is taken in over HTTP
 * @param ingest whether documents are fetched from the web
 * @param reindex when collections are re-indexed by themselves
 * @param watch folders that collections follow by themselves
 */
public record RectoConfig(
        EmbeddingConfig embedding,
        ChatConfig chat,
        UsageConfig usage,
        AnswerConfig answer,
        ModerationConfig moderation,
        ServeConfig serve,
        LimitsConfig limits,
        UploadConfig uploads,
        UrlConfig ingest,
        ReindexConfig reindex,
        WatchConfig watch) {
    /** What holds where nothing is set. */
    public static final RectoConfig DEFAULT = new RectoConfig(
            EmbeddingConfig.DEFAULT,
            ChatConfig.DEFAULT,
            UsageConfig.DEFAULT,
            AnswerConfig.DEFAULT,
            ModerationConfig.DEFAULT,
            ServeConfig.DEFAULT,
            LimitsConfig.DEFAULT,
            UploadConfig.DEFAULT,
            UrlConfig.DEFAULT,
            ReindexConfig.DEFAULT,
            WatchConfig.DEFAULT);

    private static final long TERABYTE = 1L << 40;
    private static final int DAY_SECONDS = 24 * 60 * 60;

    /**
     * Returns what a file and the environment set; the environment wins.
     *
     * @param file the YAML file; where it is absent the defaults hold
     * @param environment variables by name; those that start with RECTO_ are read
     * @throws ConfigException if anything is wrong, with all that is
     */
    public static RectoConfig load(Path file, Map<String, String> environment) throws ConfigException {
        ConfigSource source = new ConfigSource(ConfigFile.read(file), environment);
        RectoConfig config = read(source);
        config.checkPrice(source);
        List<String> problems = source.problems();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return config;
    }

    /** Without a price nothing that the model says would count against the budget. */
    private void checkPrice(ConfigSource source) {
        String model = chat.model();
        if (chat.present() && model != null && usage.monthlyBudget() > 0 && usage.price(model) == null) {
            source.problem(
                    "usage.monthly_budget",
                    "needs the price of chat.model in usage.prices, such as " + model + "=0.15/0.60.");
        }
    }

    /** Returns the name of every key that a file may hold ({@code section.name}). */
    public static Set<String> keys() {
        ConfigSource source = new ConfigSource(ConfigFile.EMPTY, Map.of());
        RectoConfig unused = read(source);
        return source.known();
    }

    /** Returns the same, served otherwise. */
    public RectoConfig with(ServeConfig other) {
        return new RectoConfig(
                embedding, chat, usage, answer, moderation, other, limits, uploads, ingest, reindex, watch);
    }

    /** Returns the same with another chat model. */
    public RectoConfig with(ChatConfig other) {
        return new RectoConfig(
                embedding, other, usage, answer, moderation, serve, limits, uploads, ingest, reindex, watch);
    }

    /** Returns the same with other prices and budget. */
    public RectoConfig with(UsageConfig other) {
        return new RectoConfig(
                embedding, chat, other, answer, moderation, serve, limits, uploads, ingest, reindex, watch);
    }

    /** Returns the same with answers checked and kept otherwise. */
    public RectoConfig with(AnswerConfig other) {
        return new RectoConfig(
                embedding, chat, usage, other, moderation, serve, limits, uploads, ingest, reindex, watch);
    }

    /** Returns the same, moderated otherwise. */
    public RectoConfig with(ModerationConfig other) {
        return new RectoConfig(embedding, chat, usage, answer, other, serve, limits, uploads, ingest, reindex, watch);
    }

    private static RectoConfig read(ConfigSource source) {
        return new RectoConfig(
                embedding(source),
                ChatConfig.read(source),
                UsageConfig.read(source),
                answer(source),
                ModerationConfig.read(source),
                serve(source),
                limits(source),
                uploads(source),
                ingest(source),
                ReindexKeys.read(source),
                WatchKeys.read(source));
    }

    private static EmbeddingConfig embedding(ConfigSource source) {
        EmbeddingConfig standard = EmbeddingConfig.DEFAULT;
        EmbeddingConfig config = new EmbeddingConfig(
                source.choice("embedding.provider", standard.provider()),
                source.url("embedding.base_url"),
                source.text("embedding.model"),
                source.secret("embedding.api_key"),
                (int) source.whole("embedding.dimensions", standard.dimensions(), 0, 4096),
                (int) source.whole("embedding.batch", standard.batch(), 1, 2048),
                (int) source.whole("embedding.timeout_seconds", standard.timeoutSeconds(), 1, 3600),
                (int) source.whole("embedding.threads", standard.threads(), 0, 256),
                source.folder("embedding.english"),
                source.folder("embedding.chinese"));
        if (config.provider() != Provider.LOCAL && config.model() == null) {
            source.problem("embedding.provider", "needs embedding.model, which is not set.");
        }
        if (config.provider() != Provider.LOCAL && (config.english() != null || config.chinese() != null)) {
            source.problem(
                    "embedding.provider",
                    "must be local, where embedding.english or embedding.chinese names a folder.");
        }
        return config;
    }

    private static AnswerConfig answer(ConfigSource source) {
        AnswerConfig standard = AnswerConfig.DEFAULT;
        return new AnswerConfig(
                source.decimal("answer.least_confidence", standard.leastConfidence(), 0, 1),
                source.choice("answer.unsupported", standard.unsupported()),
                (int) source.whole("answer.conversations", standard.conversations(), 0, 1_000_000),
                (int) source.whole("answer.conversation_turns", standard.conversationTurns(), 1, 10_000),
                (int) source.whole("answer.history_tokens", standard.historyTokens(), 0, 100_000));
    }

    private static ServeConfig serve(ConfigSource source) {
        ServeConfig standard = ServeConfig.DEFAULT;
        String host = source.text("serve.host");
        return new ServeConfig(
                host == null ? standard.host() : host,
                (int) source.whole("serve.port", standard.port(), 0, 65_535),
                source.list("serve.allowed_hosts"),
                (int) source.whole("serve.session_hours", standard.sessionHours(), 1, 8_760),
                (int) source.whole("serve.requests_per_minute", standard.requestsPerMinute(), 0, 1_000_000),
                (int) source.whole("serve.concurrent_asks", standard.concurrentAsks(), 1, 10_000),
                (int) source.whole("serve.waiting_asks", standard.waitingAsks(), 0, 100_000),
                (int) source.whole("serve.kept_answers", standard.keptAnswers(), 0, 10_000_000));
    }

    private static LimitsConfig limits(ConfigSource source) {
        LimitsConfig standard = LimitsConfig.DEFAULT;
        return new LimitsConfig(
                source.whole("limits.file_bytes", standard.fileBytes(), 1, TERABYTE),
                (int) source.whole("limits.read_seconds", standard.readSeconds(), 1, DAY_SECONDS),
                (int) source.whole("limits.read_memory_mb", standard.readMemoryMb(), 128, 65_536),
                (int) source.whole("limits.read_text_chars", standard.readTextChars(), 1_000, 500_000_000),
                (int) source.whole("limits.read_parts", standard.readParts(), 1, 1_000_000),
                (int) source.whole("limits.child_files", standard.childFiles(), 0, 1_000_000),
                source.whole("limits.child_bytes", standard.childBytes(), 0, TERABYTE),
                (int) source.whole("limits.child_depth", standard.childDepth(), 0, 32),
                (int) source.whole("limits.question_chars", standard.questionChars(), 1, 1_000_000));
    }

    private static UploadConfig uploads(ConfigSource source) {
        UploadConfig standard = UploadConfig.DEFAULT;
        return new UploadConfig(
                source.whole("uploads.bytes", standard.bytes(), 1, TERABYTE),
                (int) source.whole("uploads.files", standard.files(), 1, 100_000),
                (int) source.whole("uploads.at_once", standard.atOnce(), 1, 10_000),
                (int) source.whole("uploads.waiting_documents", standard.waitingDocuments(), 1, 100_000_000));
    }

    private static List<Network> networks(ConfigSource source) {
        String key = "ingest.url_networks";
        String text = source.text(key);
        try {
            return text == null
                    ? UrlConfig.DEFAULT.urlNetworks()
                    : Stream.of(text.split("[\\s,]+")).map(Network::parse).toList();
        } catch (IllegalArgumentException e) {
            source.problem(key, "must be networks such as 10.2.0.0/16, separated by commas.");
            return UrlConfig.DEFAULT.urlNetworks();
        }
    }

    private static UrlConfig ingest(ConfigSource source) {
        UrlConfig standard = UrlConfig.DEFAULT;
        return new UrlConfig(
                source.choice("ingest.url", standard.url()),
                networks(source),
                (int) source.whole("ingest.url_seconds", standard.urlSeconds(), 1, 3_600),
                (int) source.whole("ingest.url_redirects", standard.urlRedirects(), 0, 20));
    }
}
