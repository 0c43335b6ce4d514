/**
 * What is there? Collections, contents, documents, versions and their ledger, and the originals themselves.
 *
 * <p>May use {@code document} and {@code config}. SQL stays in here.
 */
@NullMarked
package dev.recto.catalog;

import org.jspecify.annotations.NullMarked;
