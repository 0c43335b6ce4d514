package dev.recto.read.content;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.tika.config.TikaConfig;
import org.apache.tika.detect.Detector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;

/** Tells a file's type by its content; its name counts only among kinds of text, which content cannot tell apart. */
final class ContentTypes {
    /** Kinds of text that Tika's own list lacks or files under a programme's name. */
    private static final Map<String, String> TEXT_BY_EXTENSION = Map.ofEntries(
            Map.entry("md", "text/markdown"),
            Map.entry("markdown", "text/markdown"),
            Map.entry("csv", "text/csv"),
            Map.entry("tsv", "text/tab-separated-values"),
            Map.entry("tab", "text/tab-separated-values"),
            Map.entry("json", "application/json"),
            Map.entry("jsonl", "application/json"),
            Map.entry("ndjson", "application/json"),
            Map.entry("geojson", "application/json"),
            Map.entry("ipynb", "application/json"),
            Map.entry("yaml", "text/x-yaml"),
            Map.entry("yml", "text/x-yaml"),
            Map.entry("toml", "text/x-toml"),
            Map.entry("kt", "text/x-kotlin"),
            Map.entry("rs", "text/x-rust"),
            Map.entry("go", "text/x-go"),
            Map.entry("ts", "text/x-typescript"),
            Map.entry("tsx", "text/x-typescript"),
            Map.entry("swift", "text/x-swift"),
            Map.entry("gradle", "text/x-gradle"));

    private final MediaTypeRegistry registry = MediaTypeRegistry.getDefaultRegistry();
    private final Detector detector = TikaConfig.getDefaultConfig().getDetector();

    /**
     * Returns the media type of a file, {@code application/octet-stream} where nothing tells.
     *
     * @param name the name a person gave it
     */
    String of(Path file, String name) throws IOException {
        var metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        String type;
        try (TikaInputStream in = TikaInputStream.get(file)) {
            type = detector.detect(in, metadata).getBaseType().toString();
        }
        String byName = TEXT_BY_EXTENSION.get(extension(name));
        boolean text = type.startsWith("text/") && !type.equals("text/html");
        if (byName != null && (text || type.equals("application/json") || type.equals("application/javascript"))) {
            return byName;
        }
        return type;
    }

    /** Returns whether files of a type are plain characters, whatever the type is called. */
    boolean isText(String mediaType) {
        return registry.isInstanceOf(mediaType, MediaType.TEXT_PLAIN);
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
