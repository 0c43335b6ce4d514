package dev.recto.embed;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the native parts of ONNX Runtime and of the tokenizers lie: in the cache folder, copied from their jars once.
 *
 * <p>Left alone, ONNX Runtime copies 28 MB to a new temporary folder at every start (measured: 180 ms of 205), and the tokenizers
 * library writes into the user's home and asks a cloud provider's metadata address whether it runs there. Both are told otherwise
 * through their system properties; one that is already set is kept.
 */
final class NativeLibraries {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);

    /** Held here because the JDK forgets the level of a logger that nobody holds; it reports its platform on every start. */
    private static final java.util.logging.Logger TOKENIZERS_LOG = java.util.logging.Logger.getLogger("ai.djl");

    private static final String ONNX_PATH = "onnxruntime.native.path";

    private NativeLibraries() {}

    /** Prepares both libraries; to be called before either is first used. */
    static synchronized void prepare(Path folder) {
        if (TOKENIZERS_LOG.getLevel() == null) {
            TOKENIZERS_LOG.setLevel(Level.WARNING);
        }
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("ENGINE_CACHE_DIR", folder.toAbsolutePath().toString());
        if (System.getProperty(ONNX_PATH) == null) {
            try {
                Path libraries = copyOnnxRuntime(folder);
                if (libraries != null) {
                    System.setProperty(ONNX_PATH, libraries.toString());
                }
            } catch (IOException e) {
                LOG.warn(
                        "ONNX Runtime loads slower than it could, since {} cannot be written: {}",
                        folder,
                        e.toString());
            }
        }
    }

    /** Returns the folder that holds them, or null where the jar has none for this machine. */
    private static @Nullable Path copyOnnxRuntime(Path folder) throws IOException {
        String version = OrtEnvironment.class.getPackage().getImplementationVersion();
        Path target =
                folder.resolve("onnxruntime-" + version + "-" + platform()).toAbsolutePath();
        for (String library : List.of("onnxruntime", "onnxruntime4j_jni")) {
            String name = System.mapLibraryName(library);
            URL resource = OrtEnvironment.class.getResource("/ai/onnxruntime/native/" + platform() + "/" + name);
            if (resource == null) {
                return null;
            }
            CachedFile.copy(resource, target.resolve(name));
        }
        return target;
    }

    /** Returns this machine as ONNX Runtime's jar names it, such as {@code linux-x64}. */
    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String systemName = system.startsWith("mac") ? "osx" : system.startsWith("windows") ? "win" : "linux";
        return systemName + "-" + (processor.equals("amd64") || processor.equals("x86_64") ? "x64" : processor);
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
