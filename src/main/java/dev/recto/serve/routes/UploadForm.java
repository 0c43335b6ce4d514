package dev.recto.serve.routes;

import dev.recto.catalog.ContentTooLargeException;
import dev.recto.catalog.Originals;
import dev.recto.config.RectoConfig;
import dev.recto.ingest.Upload;
import dev.recto.ingest.Uploads;
import dev.recto.serve.Json;
import dev.recto.serve.MultipartReader;
import dev.recto.serve.Problem;
import dev.recto.serve.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the files of one upload, each in staging as soon as it has arrived. Closing gives up those that were not handed on. */
final class UploadForm implements AutoCloseable {
    private static final int LONGEST_FIELD = 64 << 10;

    private final Uploads uploads;
    private final RectoConfig config;
    private final List<File> files = new ArrayList<>();
    /** A source key that no file has yet: the next one's. */
    private @Nullable String key;

    private @Nullable Map<String, String> metadata;

    UploadForm(Uploads uploads, RectoConfig config) {
        this.uploads = uploads;
        this.config = config;
    }

    private record File(
            Originals.Staged bytes,
            @Nullable String key,
            @Nullable String name) {}

    /** {@code metadata} as a form has it: a JSON object of texts. */
    private static final class Pairs extends HashMap<String, @Nullable String> {
        private static final long serialVersionUID = 1L;
    }

    /** Takes in a whole form. */
    void read(MultipartReader form) throws IOException {
        for (MultipartReader.Part part = form.next(); part != null; part = form.next()) {
            take(part);
        }
        if (files.isEmpty()) {
            throw Problem.badRequest("missing_field", "The form has no part \"file\" with a file name.")
                    .exception();
        }
        if (key != null) {
            keyAfterItsFile(key);
        }
    }

    /** Where there is one file, its key may stand on either side of it. */
    private void keyAfterItsFile(String last) {
        File only = files.getFirst();
        if (files.size() > 1 || only.key() != null) {
            throw Problem.badRequest("invalid_field", "A \"key\" stands before the file that it is of.")
                    .exception();
        }
        files.set(0, new File(only.bytes(), last, only.name()));
    }

    /** Takes in a raw body. */
    void read(InputStream body, @Nullable String name, @Nullable String wantedKey) throws IOException {
        key = wantedKey == null ? null : SourceKeys.checked(wantedKey);
        add(body, name == null ? null : Metadata.wellFormed("name", name));
        if (files.getFirst().bytes().content().size() == 0) {
            throw Problem.badRequest("empty_body", "The body is empty. Send the file's bytes.")
                    .exception();
        }
    }

    /** Returns the files, which from now on are the caller's to close. */
    List<Upload> handOn() {
        Map<String, String> pairs = metadata == null ? Map.of() : metadata;
        try {
            List<Upload> all = files.stream()
                    .map(file -> new Upload(file.bytes(), file.key(), file.name(), pairs))
                    .toList();
            files.clear();
            return all;
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("invalid_field", String.valueOf(e.getMessage()))
                    .exception();
        }
    }

    @Override
    public void close() throws IOException {
        for (File file : files) {
            file.bytes().close();
        }
        files.clear();
    }

    private void take(MultipartReader.Part part) throws IOException {
        if (part.name().equals("file") && part.fileName() != null) {
            if (files.size() >= config.uploads().files()) {
                throw Problem.of(
                                413,
                                "too_many_files",
                                "At most " + config.uploads().files() + " files can be sent at once (uploads.files).")
                        .exception();
            }
            add(part.content(), part.fileName());
            return;
        }
        String text = text(part);
        if (part.name().equals("key")) {
            refuseTwice(key, "key");
            key = SourceKeys.checked(text);
        } else if (part.name().equals("metadata")) {
            refuseTwice(metadata, "metadata");
            metadata = metadata(text);
        } else if (part.name().equals("file")) {
            throw Problem.badRequest("invalid_field", "\"file\" must be a file, with a file name.")
                    .exception();
        } else {
            String sentence = "\"" + shown(part.name()) + "\" is not a field here. There is: file, key, metadata.";
            throw Problem.badRequest("unknown_field", sentence).exception();
        }
    }

    private void add(InputStream content, @Nullable String name) throws IOException {
        try {
            files.add(new File(uploads.stage(content, config.limits().fileBytes()), key, name));
            key = null;
        } catch (ContentTooLargeException e) {
            throw fileTooLarge();
        }
    }

    private ProblemException fileTooLarge() {
        return Problem.of(
                        413,
                        "file_too_large",
                        "A file has more than " + config.limits().fileBytes() + " bytes (limits.file_bytes).")
                .exception();
    }

    private static void refuseTwice(@Nullable Object before, String field) {
        if (before != null) {
            throw Problem.badRequest("invalid_field", "\"" + field + "\" is given more than once.")
                    .exception();
        }
    }

    private static String text(MultipartReader.Part part) throws IOException {
        byte[] bytes = part.content().readNBytes(LONGEST_FIELD + 1);
        if (bytes.length > LONGEST_FIELD) {
            throw Problem.of(
                            413,
                            "too_large",
                            "The field \"" + shown(part.name()) + "\" is larger than " + LONGEST_FIELD
                                    + " bytes. A file needs a file name.")
                    .exception();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.badRequest("invalid_field", "The field \"" + shown(part.name()) + "\" is not valid UTF-8.")
                    .exception();
        }
    }

    private static Map<String, String> metadata(String json) {
        Pairs pairs = Json.read(json.getBytes(StandardCharsets.UTF_8), Pairs.class);
        return Metadata.checked("metadata", new TreeMap<>(pairs));
    }

    private static String shown(String name) {
        return name.length() > 100 ? name.substring(0, 100) + "…" : name;
    }
}
