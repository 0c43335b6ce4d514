package dev.recto.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the keys under {@code ingest.watch…}. */
final class WatchKeys {
    private static final String FOLDERS = "ingest.watch";

    private WatchKeys() {}

    static WatchConfig read(ConfigSource source) {
        WatchConfig standard = WatchConfig.DEFAULT;
        return new WatchConfig(
                folders(source),
                (int) source.whole("ingest.watch_scan_minutes", standard.scanMinutes(), 1, 24 * 60),
                (int) source.whole("ingest.watch_settle_seconds", standard.settleSeconds(), 0, 3_600),
                (int) source.whole("ingest.watch_grace_minutes", standard.graceMinutes(), 0, 365 * 24 * 60),
                (int) source.whole("ingest.watch_loss_percent", standard.lossPercent(), 1, 100));
    }

    private static List<WatchConfig.Folder> folders(ConfigSource source) {
        var folders = new ArrayList<WatchConfig.Folder>();
        for (String text : source.list(FOLDERS)) {
            int equals = text.indexOf('=');
            try {
                Path path = Path.of(text.substring(equals + 1).strip()).normalize();
                if (equals > 0 && path.isAbsolute()) {
                    var folder =
                            new WatchConfig.Folder(text.substring(0, equals).strip(), path);
                    refuseOverlap(source, folders, folder);
                    folders.add(folder);
                    continue;
                }
            } catch (InvalidPathException e) {
                // Told below, with every other text that is no folder.
            }
            source.problem(
                    FOLDERS,
                    "must be collection=/absolute/folder, with commas between several; \"" + text + "\" is not.");
        }
        return folders;
    }

    private static void refuseOverlap(
            ConfigSource source, List<WatchConfig.Folder> folders, WatchConfig.Folder folder) {
        for (WatchConfig.Folder other : folders) {
            if (other.path().startsWith(folder.path()) || folder.path().startsWith(other.path())) {
                source.problem(
                        FOLDERS,
                        "names folders that overlap: " + other.path() + " and " + folder.path()
                                + ". Watch the outer one alone, or folders beside each other.");
            }
        }
    }
}
