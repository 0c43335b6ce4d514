package dev.recto.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder that holds everything Recto keeps: {@code config/}, {@code data/} (the truth) and {@code index/} (rebuilt at will).
 *
 * @param root absolute and normalised
 */
public record Home(Path root) {
    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /** Returns the folder of {@code recto.yaml} and the prompts. */
    public Path config() {
        return root.resolve("config");
    }

    /** Returns the folder of what must never be lost. */
    public Path data() {
        return root.resolve("data");
    }

    /** Returns the folder of the indexes, {@code <collection>/<generation>/}; it can be deleted at any time. */
    public Path index() {
        return root.resolve("index");
    }

    /** Returns the folder of the original bytes, each under its SHA-256. */
    public Path originals() {
        return data().resolve("originals");
    }

    /** Returns the folder in which bytes wait until they are whole. */
    public Path staging() {
        return data().resolve("staging");
    }

    /** Returns the folder of what was read from each content, by reader version. */
    public Path read() {
        return data().resolve("read");
    }

    /** Returns the folder of originals whose bytes are no longer what their SHA-256 says; it is there once there are any. */
    public Path damaged() {
        return data().resolve("damaged");
    }

    /** Returns the folder of the sample documents that come with Recto, which can be ingested though it lies in {@link #data}. */
    public Path samples() {
        return data().resolve("samples");
    }

    /** Returns the catalogue's database file. */
    public Path catalogFile() {
        return data().resolve("catalog.db");
    }

    /** Returns the vector cache's database file. */
    public Path vectorFile() {
        return data().resolve("embeddings.db");
    }

    /** Returns the file of the private key that signs receipts; its owner alone can read it. */
    public Path privateKeyFile() {
        return data().resolve("receipt-key.pem");
    }

    /** Returns the file of the public key that receipts are checked with. */
    public Path publicKeyFile() {
        return data().resolve("receipt-key.pub.pem");
    }

    /** Returns the files of the home's key pair. */
    public List<Path> keyFiles() {
        return List.of(publicKeyFile(), privateKeyFile());
    }

    /** Returns the file whose lock the holder of this home has. */
    public Path lockFile() {
        return data().resolve("home.lock");
    }

    /** Returns the text file that says who holds this home. */
    public Path holderFile() {
        return data().resolve("home.holder");
    }

    /**
     * Makes the folders that are missing, durably: what is kept in them is acknowledged.
     *
     * @throws UncheckedIOException if one cannot be made
     */
    public Home create() {
        try {
            for (Path folder : new Path[] {data(), index(), originals(), staging(), read()}) {
                Folders.createAllDurably(folder);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folders of the home " + root + ": " + e.getMessage(), e);
        }
    }
}
