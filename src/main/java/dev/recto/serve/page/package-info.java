/**
 * What does a person see in a browser? The page's own files and the libraries that it loads, as they were built in. May depend on
 * {@code serve} and the JDK.
 */
@NullMarked
package dev.recto.serve.page;

import org.jspecify.annotations.NullMarked;
