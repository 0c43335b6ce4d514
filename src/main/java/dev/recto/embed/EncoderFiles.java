package dev.recto.embed;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Local models on disk: read from their sources once, kept as ONNX Runtime optimised them.
 *
 * <p>A file that is missing, or that ONNX Runtime cannot load, is made again; where the folder cannot be written, models are loaded
 * from their sources each time.
 */
final class EncoderFiles {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderFiles.class);

    private final Path folder;

    EncoderFiles(Path folder) {
        this.folder = folder;
    }

    /** Returns the folder it keeps them in. */
    Path folder() {
        return folder;
    }

    /**
     * Opens a model.
     *
     * @param threads cores that one run takes
     */
    EncoderSession open(LocalModel model, int threads) throws IOException, OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        environment.setTelemetry(false);
        Path kept = folder.resolve(model.id() + "-ort-" + environment.getVersion() + ".onnx");
        return EncoderSession.of(model, environment, openSession(model, environment, kept, threads));
    }

    private OrtSession openSession(LocalModel model, OrtEnvironment environment, Path kept, int threads)
            throws IOException, OrtException {
        if (Files.isRegularFile(kept)) {
            try (SessionOptions options = options(SessionOptions.OptLevel.NO_OPT, threads)) {
                return environment.createSession(kept.toString(), options);
            } catch (OrtException e) {
                LOG.warn("{} could not be loaded and is made again: {}", kept, e.getMessage());
            }
        }
        byte[] weights = model.source().weights();
        keepOptimised(environment, weights, kept);
        try (SessionOptions options = options(SessionOptions.OptLevel.EXTENDED_OPT, threads)) {
            return environment.createSession(weights, options);
        }
    }

    private void keepOptimised(OrtEnvironment environment, byte[] weights, Path kept) {
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "model", ".tmp");
            try (SessionOptions options = options(SessionOptions.OptLevel.EXTENDED_OPT, 1)) {
                options.setOptimizedModelFilePath(draft.toString());
                environment.createSession(weights, options).close();
                CachedFile.publish(draft, kept);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException | OrtException e) {
            LOG.warn("Models load slower than they could, since {} cannot be written: {}", folder, e.toString());
        }
    }

    private static SessionOptions options(SessionOptions.OptLevel level, int threads) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(level);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        return options;
    }
}
