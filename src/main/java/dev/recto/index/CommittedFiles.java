package dev.recto.index;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.NIOFSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the files of an index are what was written. Lucene writes each of its files once and ends it with a checksum: a file is read
 * through when it is first seen, and again only when its length, its time or its place on the disk is another.
 */
final class CommittedFiles {
    private final Directory directory;
    private final @Nullable Path folder;
    /** What each file that was read through looked like then. */
    private final Map<String, Look> sound = new HashMap<>();

    /** What the system says of a file. */
    private record Look(
            long length,
            @Nullable FileTime changed,
            @Nullable Object place) {}

    CommittedFiles(Directory directory) {
        this.directory = directory;
        this.folder = FilterDirectory.unwrap(directory) instanceof FSDirectory files ? files.getDirectory() : null;
    }

    /** Returns whether a failure says that files are not what was written; any other is the disk's, or the system's, and may pass. */
    static boolean isDamage(IOException failure) {
        return failure instanceof CorruptIndexException
                || failure instanceof EOFException
                || failure instanceof FileNotFoundException
                || failure instanceof NoSuchFileException
                || failure instanceof NotDirectoryException
                || failure instanceof FileAlreadyExistsException
                || failure instanceof IndexFormatTooOldException
                || failure instanceof IndexFormatTooNewException;
    }

    /**
     * Returns the names of the last commit's files.
     *
     * @throws IOException if it cannot be read, or one of them is gone
     */
    Collection<String> names() throws IOException {
        Set<String> there = Set.of(directory.listAll());
        Collection<String> wanted = SegmentInfos.readLatestCommit(directory).files(true);
        for (String name : wanted) {
            if (!there.contains(name)) {
                throw new NoSuchFileException(name);
            }
        }
        return wanted;
    }

    /**
     * Reads those files through that are new or look other than before.
     *
     * @return the name of one that does not hold what was written, or null
     * @throws IOException if the disk does not say
     */
    synchronized @Nullable String damaged(Collection<String> names) throws IOException {
        sound.keySet().retainAll(names);
        for (String name : names) {
            Look look = look(name);
            if (look != null && !look.equals(sound.get(name))) {
                if (!holdsWhatWasWritten(name)) {
                    return name;
                }
                sound.put(name, look);
            }
        }
        return null;
    }

    /** A file that is gone by now is no damaged one: the next commit may have taken it away. */
    private @Nullable Look look(String name) throws IOException {
        try {
            if (folder == null) {
                return new Look(directory.fileLength(name), null, null);
            }
            BasicFileAttributes file = Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
            return new Look(file.size(), file.lastModifiedTime(), file.fileKey());
        } catch (FileNotFoundException | NoSuchFileException gone) {
            return null;
        }
    }

    /** Reads, and maps nothing: what is cut off while it is mapped would end the process. */
    private boolean holdsWhatWasWritten(String name) throws IOException {
        try (Directory plain = folder == null ? null : new NIOFSDirectory(folder);
                IndexInput file = (plain == null ? directory : plain).openInput(name, IOContext.READONCE)) {
            CodecUtil.checksumEntireFile(file);
            return true;
        } catch (FileNotFoundException | NoSuchFileException gone) {
            return true;
        } catch (IOException e) {
            if (isDamage(e)) {
                return false;
            }
            throw e;
        }
    }
}
