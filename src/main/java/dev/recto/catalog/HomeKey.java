package dev.recto.catalog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * The key pair with which a home signs its receipts: Ed25519 (RFC 8032), as PEM files in {@code data/}, made when it is first needed.
 * The private one is readable by its owner alone.
 */
public final class HomeKey {
    /** The signature's name, for receipts. */
    public static final String ALGORITHM = "Ed25519";

    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final int LINE = 64;

    private final PrivateKey signing;
    private final PublicKey checking;

    private HomeKey(PrivateKey signing, PublicKey checking) {
        this.signing = signing;
        this.checking = checking;
    }

    /**
     * Returns a home's key pair, making it where there is none: one pair, however many threads need it first. The caller holds the home.
     *
     * @throws IOException if the files cannot be read or written
     * @throws CatalogException if they are no keys
     */
    public static synchronized HomeKey of(Home home) throws IOException {
        try {
            // the private one is written last: where it stands, both do
            if (!Files.exists(home.privateKeyFile())) {
                KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
                write(home.publicKeyFile(), pem(PUBLIC, pair.getPublic().getEncoded()), "rw-r--r--");
                write(home.privateKeyFile(), pem(PRIVATE, pair.getPrivate().getEncoded()), "rw-------");
            }
            byte[] encoded = bytes(PRIVATE, Files.readString(home.privateKeyFile()));
            PrivateKey signing = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new HomeKey(signing, checking(home.publicKeyFile()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new CatalogException(
                    "The keys " + home.keyFiles() + " are damaged. Put them back from a backup, or move them away: new"
                            + " ones are made, and earlier receipts are checked with the earlier public key.",
                    e);
        }
    }

    /** Returns the public key in a PEM file, or empty where there is no such file. */
    public static Optional<String> published(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getEncoder().encodeToString(checking(file).getEncoded()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new CatalogException("The file " + file + " holds no public key.", e);
        }
    }

    /** Returns the public key: X.509 (RFC 8410) in base64. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(checking.getEncoded());
    }

    /** Returns the signature of bytes in base64. */
    public String sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(signing);
            signature.update(bytes);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot sign", e);
        }
    }

    /** Returns whether a signature is the one that the key's holder made of these bytes; false for what is no key or signature. */
    public static boolean signed(String publicKey, byte[] bytes, String signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key(Base64.getDecoder().decode(publicKey)));
            check.update(bytes);
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException none) {
            return false;
        }
    }

    private static PublicKey checking(Path file) throws IOException, GeneralSecurityException {
        return key(bytes(PUBLIC, Files.readString(file)));
    }

    private static PublicKey key(byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static void write(Path file, String text, String permissions) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh);
        if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(permissions));
        }
        Files.writeString(fresh, text);
        try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            Folders.force(written, fresh);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Folders.sync(Objects.requireNonNull(file.getParent()));
    }

    private static String pem(String what, byte[] encoded) {
        Base64.Encoder lines = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + what + "-----\n" + lines.encodeToString(encoded) + "\n-----END " + what + "-----\n";
    }

    private static byte[] bytes(String what, String pem) {
        String begin = "-----BEGIN " + what + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END " + what + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no " + what);
        }
        return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    }
}
