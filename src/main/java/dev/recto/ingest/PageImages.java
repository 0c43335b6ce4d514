package dev.recto.ingest;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.Folders;
import dev.recto.catalog.Home;
import dev.recto.catalog.Originals;
import dev.recto.document.ContentHash;
import dev.recto.read.PageImageOutcome;
import dev.recto.read.PageImageRequest;
import dev.recto.read.PageRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Pictures of pages, each drawn once and kept beside what was read of its content ({@code data/read/<SHA-256>/images/}), so that they
 * go when the content goes. Safe for use by several threads.
 */
public final class PageImages {
    /** When there are too many bytes, the oldest pictures go until this share of the limit is left. */
    private static final double KEPT_SHARE = 0.8;

    private final Home home;
    private final Catalog catalog;
    private final Originals originals;
    private final Supplier<PageRenderer> renderer;
    private final long mostBytes;
    /** Bytes kept, or negative before they were counted. */
    private long bytes = -1;

    /**
     * @param renderer draws; asked for when the first picture is
     * @param mostBytes how many bytes of pictures are kept
     */
    public PageImages(
            Home home, Catalog catalog, Originals originals, Supplier<PageRenderer> renderer, long mostBytes) {
        this.home = home;
        this.catalog = catalog;
        this.originals = originals;
        this.renderer = renderer;
        this.mostBytes = mostBytes;
    }

    /** Whether there is a picture. */
    public sealed interface Image {}

    /**
     * There is one.
     *
     * @param file the PNG; it may be deleted at any time, as its document may
     */
    public record Drawn(Path file) implements Image {}

    /**
     * There is none.
     *
     * @param sentence why
     */
    public record NotDrawn(String sentence) implements Image {}

    /** Returns the picture of a page where it was drawn before, so that nothing is to be drawn. */
    public Optional<Drawn> kept(ContentHash content, int page, int dpi) {
        Path file = file(content, page, dpi);
        return Files.exists(file) ? Optional.of(new Drawn(file)) : Optional.empty();
    }

    /**
     * Returns the picture of a PDF's page.
     *
     * @param page the page's number, from 1
     * @param dpi pixels per inch
     * @throws java.nio.file.NoSuchFileException if the content is not kept any more
     * @throws IOException if the disk fails
     * @throws InterruptedException if the caller is interrupted
     */
    public Image image(ContentHash content, int page, int dpi) throws IOException, InterruptedException {
        Path file = file(content, page, dpi);
        if (Files.exists(file)) {
            return new Drawn(file);
        }
        Path fresh = Files.createTempFile(home.staging(), "page-", ".png");
        try {
            PageImageOutcome outcome =
                    renderer.get().draw(new PageImageRequest(originals.file(content), page, dpi, fresh));
            return switch (outcome) {
                case PageImageOutcome.Drawn drawn -> keep(content, fresh, file);
                case PageImageOutcome.NotDrawn(String sentence) -> new NotDrawn(sentence);
            };
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private synchronized Image keep(ContentHash content, Path fresh, Path file) throws IOException {
        count();
        bytes += Files.size(fresh);
        if (bytes > mostBytes) {
            evict();
        }
        Files.createDirectories(folder(content));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (!catalog.documents().holds(content)) {
            // deleted while it was drawn: what removes a deleted content may have been here before the picture was
            Folders.delete(home.read().resolve(content.hex()));
        }
        return new Drawn(file);
    }

    private void count() throws IOException {
        if (bytes < 0) {
            bytes = 0;
            for (Path file : files()) {
                bytes += Files.size(file);
            }
        }
    }

    private void evict() throws IOException {
        record Aged(Path file, long modified, long size) {}
        List<Aged> aged = new ArrayList<>();
        for (Path file : files()) {
            aged.add(new Aged(file, Files.getLastModifiedTime(file).toMillis(), Files.size(file)));
        }
        aged.sort(Comparator.comparingLong(Aged::modified));
        bytes = aged.stream().mapToLong(Aged::size).sum();
        for (Aged one : aged) {
            if (bytes <= mostBytes * KEPT_SHARE) {
                return;
            }
            Files.deleteIfExists(one.file());
            bytes -= one.size();
        }
    }

    private List<Path> files() throws IOException {
        return new KeptImages(home).files();
    }

    private Path file(ContentHash content, int page, int dpi) {
        return folder(content).resolve(page + "-" + dpi + ".png");
    }

    private Path folder(ContentHash content) {
        return home.read().resolve(content.hex()).resolve(KeptImages.FOLDER);
    }
}
