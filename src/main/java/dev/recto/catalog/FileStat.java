package dev.recto.catalog;

/**
 * What a file system says of a file without opening it; equal stats are taken to mean equal bytes.
 *
 * @param size in bytes
 * @param modifiedNanos time of last change in ns since 1970
 * @param fileKey the file system's own identity of the file (device and inode); empty where it has none
 */
public record FileStat(long size, long modifiedNanos, String fileKey) {}
