package dev.recto.catalog;

import dev.recto.document.ContentHash;

/**
 * Bytes that are durably kept.
 *
 * @param hash their SHA-256
 * @param size in bytes
 */
public record StoredContent(ContentHash hash, long size) {}
