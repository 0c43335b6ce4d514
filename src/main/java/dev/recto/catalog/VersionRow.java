package dev.recto.catalog;

import dev.recto.document.ContentHash;
import java.time.Instant;

/**
 * Which content a document had when.
 *
 * @param number from 1
 * @param content the bytes
 * @param size in bytes
 * @param received when they were taken in
 */
public record VersionRow(int number, ContentHash content, long size, Instant received) {}
