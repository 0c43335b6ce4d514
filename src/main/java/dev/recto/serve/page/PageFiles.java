package dev.recto.serve.page;

import dev.recto.document.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of the page, read once: its own from {@code /web}, and those of its libraries when they are first asked for.
 *
 * <p>All of them lie under one address that holds their hash, so that browsers keep them for good and a new build is a new address; only
 * {@code index.html}, which names that address where it says <code>{build}</code>, is asked for each time.
 */
final class PageFiles {
    private static final String OWN = "/web";
    private static final String INDEX = "index.html";
    private static final String MARK = "img/recto.svg";
    private static final String WEBJARS = "/META-INF/resources/webjars/";

    /** The libraries by the name that the page calls them, each with its place among the WebJars; named with its version, so the build's hash covers it. */
    private static final Map<String, String> LIBRARIES =
            Map.of("chart", "chart.js/4.5.1/", "pdfjs", "pdfjs-dist/5.4.624/");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("bcmap", "application/octet-stream"),
            Map.entry("pfb", "application/octet-stream"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("icc", "application/vnd.iccprofile"));

    /** The style sheets that every view needs, which come as one: until it is there nothing is painted. */
    private static final List<String> FIRST_STYLES =
            List.of("css/tokens.css", "css/base.css", "css/shell.css", "css/ask.css");

    private static final String FIRST_STYLE = "css/page.css";

    /** The module that begins, and imports what the first view needs. */
    private static final String FIRST_MODULE = "js/start.js";

    private static final Pattern LIBRARY_FILE = Pattern.compile("lib/([a-z]+)/((?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_.-]+)");

    /** Hexadecimal digits of the build's name: a clash of two builds in one browser is out of the question. */
    private static final int BUILD_DIGITS = 16;

    private final Map<String, PageFile> own = new TreeMap<>();
    private final Map<String, PageFile> ofLibraries = new ConcurrentHashMap<>();
    private final String build;
    private final PageFile index;

    /** Reads the page's own files; a missing folder is a broken build. */
    PageFiles() {
        Map<String, byte[]> files = read();
        this.build = hash(files);
        String page = taken(files, List.of(INDEX))
                .replace("{build}", build)
                .replace("{mark}", new String(files.getOrDefault(MARK, new byte[0]), StandardCharsets.UTF_8).strip());
        files.put(FIRST_STYLE, taken(files, FIRST_STYLES).getBytes(StandardCharsets.UTF_8));
        JoinedModules.join("/web/" + build + "/", files, FIRST_MODULE);
        files.forEach((name, bytes) -> type(name).ifPresent(type -> own.put(name, PageFile.of(type, bytes))));
        this.index = PageFile.of("text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the page itself. */
    PageFile index() {
        return index;
    }

    /** Returns the name of this build, part of the address of every other file. */
    String build() {
        return build;
    }

    /**
     * Returns a file.
     *
     * @param name its path below the build's address, such as {@code js/page.js} or {@code lib/pdfjs/build/pdf.mjs}
     */
    Optional<PageFile> file(String name) {
        PageFile file = own.get(name);
        return file == null ? library(name) : Optional.of(file);
    }

    private Optional<PageFile> library(String name) {
        PageFile known = ofLibraries.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        var parts = LIBRARY_FILE.matcher(name);
        if (!parts.matches() || name.contains("..")) {
            return Optional.empty();
        }
        String place = LIBRARIES.get(parts.group(1));
        Optional<String> type = type(name);
        byte @Nullable [] bytes = place == null ? null : resource(WEBJARS + place + parts.group(2));
        if (type.isEmpty() || bytes == null) {
            return Optional.empty();
        }
        return Optional.of(ofLibraries.computeIfAbsent(name, first -> PageFile.of(type.orElseThrow(), bytes)));
    }

    private static String taken(Map<String, byte[]> files, List<String> names) {
        var all = new StringBuilder();
        for (String name : names) {
            byte[] bytes = files.remove(name);
            if (bytes == null) {
                throw new IllegalStateException("the jar lacks " + OWN + "/" + name);
            }
            all.append(new String(bytes, StandardCharsets.UTF_8));
        }
        return all.toString();
    }

    private static byte @Nullable [] resource(String name) {
        try (@Nullable InputStream in = PageFiles.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> type(String name) {
        return Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
    }

    private static String hash(Map<String, byte[]> files) {
        MessageDigest digest = ContentHash.sha256();
        new TreeMap<>(LIBRARIES)
                .forEach((name, place) -> digest.update((name + place).getBytes(StandardCharsets.UTF_8)));
        files.forEach((name, bytes) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest()).substring(0, BUILD_DIGITS);
    }

    private static Map<String, byte[]> read() {
        URL folder = PageFiles.class.getResource(OWN + "/" + INDEX);
        if (folder == null) {
            throw new IllegalStateException("the jar lacks " + OWN + "/" + INDEX);
        }
        try {
            URI place = folder.toURI();
            if (!place.getScheme().equals("jar")) {
                return read(Path.of(place).getParent());
            }
            try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                return read(jar.getPath(OWN));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException notOurs) {
            throw new IllegalStateException(notOurs);
        }
    }

    private static Map<String, byte[]> read(@Nullable Path folder) throws IOException {
        var files = new TreeMap<String, byte[]>();
        if (folder == null) {
            return files;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
