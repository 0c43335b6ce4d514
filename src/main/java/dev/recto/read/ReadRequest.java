package dev.recto.read;

import java.nio.file.Path;

/**
 * A file to read.
 *
 * @param file the bytes
 * @param name the name a person gave it, in any script; a hint for its type, never a path
 * @param scratch an empty folder of the caller's, into which child contents (attachments, archive entries) are written
 *     under names of the reader's choosing
 */
public record ReadRequest(Path file, String name, Path scratch) {}
