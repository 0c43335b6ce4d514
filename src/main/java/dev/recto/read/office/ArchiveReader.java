package dev.recto.read.office;

import dev.recto.document.ReadingProblem;
import dev.recto.read.ChildFiles;
import dev.recto.read.DocumentDraft;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveException;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.ArchiveStreamFactory;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/**
 * Unpacks archives and compressed files: no text of their own, every entry a child. Links and encrypted entries are left out and
 * reported.
 */
public final class ArchiveReader {
    private static final String ZIP = "application/zip";
    private static final String SEVEN_Z = "application/x-7z-compressed";
    private static final Map<String, String> STREAMS = Map.of(
            "application/x-tar", ArchiveStreamFactory.TAR,
            "application/x-gtar", ArchiveStreamFactory.TAR,
            "application/x-archive", ArchiveStreamFactory.AR,
            "application/x-cpio", ArchiveStreamFactory.CPIO,
            "application/x-arj", ArchiveStreamFactory.ARJ);
    private static final Map<String, String> COMPRESSED = Map.of(
            "application/gzip", CompressorStreamFactory.GZIP,
            "application/x-bzip2", CompressorStreamFactory.BZIP2,
            "application/x-bzip", CompressorStreamFactory.BZIP2,
            "application/x-xz", CompressorStreamFactory.XZ,
            "application/x-lzma", CompressorStreamFactory.LZMA,
            "application/x-compress", CompressorStreamFactory.Z,
            "application/zlib", CompressorStreamFactory.DEFLATE,
            "application/x-snappy-framed", CompressorStreamFactory.SNAPPY_FRAMED);
    private static final Set<String> ZIPS = Set.of(
            ZIP,
            "application/java-archive",
            "application/x-tika-java-enterprise-archive",
            "application/x-tika-java-web-archive");
    /** Memory that one decompressor may ask for, in KiB: a dictionary's size is the file's own claim. */
    private static final int MEMORY_KIB = 128 << 10;

    private static final String NOT_SUPPORTED = "A file inside it is compressed in a way that is not supported.";

    /** Returns whether this type is unpacked here. */
    public boolean reads(String mediaType) {
        return ZIPS.contains(mediaType)
                || mediaType.equals(SEVEN_Z)
                || STREAMS.containsKey(mediaType)
                || COMPRESSED.containsKey(mediaType);
    }

    /**
     * Unpacks a file; what cannot be unpacked is noted in the draft.
     *
     * @param name the file's own name, of which a compressed file's child gets its own
     */
    public void read(Path file, String name, String mediaType, Unpacking to) throws IOException {
        try {
            if (ZIPS.contains(mediaType)) {
                zip(file, to);
            } else if (mediaType.equals(SEVEN_Z)) {
                sevenZ(file, to);
            } else if (COMPRESSED.containsKey(mediaType)) {
                compressed(file, name, COMPRESSED.getOrDefault(mediaType, ""), to);
            } else {
                stream(file, STREAMS.getOrDefault(mediaType, ""), to);
            }
        } catch (PasswordRequiredException e) {
            to.draft().failed(ReadingProblem.ENCRYPTED, "It needs a password.");
        } catch (ArchiveException | CompressorException | IOException | IllegalArgumentException e) {
            to.draft().failed(ReadingProblem.FAILED, "The archive is damaged and could not be unpacked to its end.");
        }
    }

    /** Where unpacked files go, and where what is missing is noted. */
    public record Unpacking(DocumentDraft draft, ChildFiles children) {}

    private static void zip(Path file, Unpacking to) throws IOException {
        int locked = 0;
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                if (to.children().full()) {
                    break;
                }
                if (entry.isDirectory()) {
                    continue;
                }
                if (entry.isUnixSymlink()) {
                    to.children().link(entry.getName());
                } else if (entry.getGeneralPurposeBit().usesEncryption()) {
                    locked++;
                } else {
                    add(entry, zip, to);
                }
            }
        }
        if (locked > 0) {
            to.draft().failed(ReadingProblem.ENCRYPTED, locked + " files inside it need a password.");
        }
    }

    private static void add(ZipArchiveEntry entry, ZipFile zip, Unpacking to) throws IOException {
        if (!zip.canReadEntryData(entry)) {
            to.draft().gap(NOT_SUPPORTED);
            return;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            to.children().add(entry.getName(), in);
        }
    }

    private static void sevenZ(Path file, Unpacking to) throws IOException {
        try (SevenZFile archive = SevenZFile.builder()
                .setPath(file)
                .setMaxMemoryLimitKb(MEMORY_KIB)
                .get()) {
            for (SevenZArchiveEntry entry = archive.getNextEntry();
                    entry != null && !to.children().full();
                    entry = archive.getNextEntry()) {
                if (isLink(entry)) {
                    to.children().link(entry.getName());
                } else if (!entry.isDirectory() && entry.hasStream()) {
                    to.children().add(entry.getName(), archive.getInputStream(entry));
                }
            }
        }
    }

    private static void stream(Path file, String format, Unpacking to) throws IOException, ArchiveException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                ArchiveInputStream<? extends ArchiveEntry> archive =
                        new ArchiveStreamFactory().createArchiveInputStream(format, in)) {
            for (ArchiveEntry entry = archive.getNextEntry();
                    entry != null && !to.children().full();
                    entry = archive.getNextEntry()) {
                if (isLink(entry)) {
                    to.children().link(entry.getName());
                } else if (!entry.isDirectory() && !archive.canReadEntryData(entry)) {
                    to.draft().gap(NOT_SUPPORTED);
                } else if (!entry.isDirectory()) {
                    to.children().add(entry.getName(), archive);
                }
            }
        }
    }

    private static boolean isLink(ArchiveEntry entry) {
        return switch (entry) {
            case TarArchiveEntry tar -> tar.isSymbolicLink() || tar.isLink();
            case CpioArchiveEntry cpio -> cpio.isSymbolicLink();
            case SevenZArchiveEntry seven -> seven.getHasWindowsAttributes() && isLink(seven.getWindowsAttributes());
            default -> false;
        };
    }

    /** 7-Zip keeps Unix's mode in the upper half, marked by a bit, and Windows's "reparse point" in the lower. */
    private static boolean isLink(int attributes) {
        boolean unixLink = (attributes & 0x8000) != 0 && (attributes >>> 16 & 0xF000) == 0xA000;
        return unixLink || (attributes & 0x400) != 0;
    }

    private static void compressed(Path file, String name, String format, Unpacking to)
            throws IOException, CompressorException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                InputStream plain =
                        new CompressorStreamFactory(true, MEMORY_KIB).createCompressorInputStream(format, in)) {
            to.children().add(uncompressedName(name), plain);
        }
    }

    private static String uncompressedName(String name) {
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return name.endsWith(".tgz") ? stem + ".tar" : stem;
    }
}
