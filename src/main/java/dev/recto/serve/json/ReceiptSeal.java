package dev.recto.serve.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.HomeKey;

/**
 * Signs receipts and checks them. What is signed is the receipt without its {@code signature}, as JSON with sorted names and without
 * white space, in UTF-8: for what a receipt holds (strings, whole numbers, booleans, lists) that is RFC 8785.
 */
public final class ReceiptSeal {
    private static final String SIGNATURE = "signature";
    private static final String PUBLIC_KEY = "public_key";
    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private ReceiptSeal() {}

    /** Adds a signature to a receipt and returns it. */
    public static ObjectNode sign(ObjectNode receipt, HomeKey key) {
        receipt.remove(SIGNATURE);
        String value = key.sign(signedBytes(receipt));
        receipt.putObject(SIGNATURE)
                .put("algorithm", HomeKey.ALGORITHM)
                .put(PUBLIC_KEY, key.publicKey())
                .put("value", value);
        return receipt;
    }

    /** Returns the public key that a receipt says it was signed with; empty where it says nothing. */
    public static String publicKey(JsonNode receipt) {
        return receipt.path(SIGNATURE).path(PUBLIC_KEY).asText();
    }

    /** Returns whether a receipt is as the holder of this public key signed it. */
    public static boolean holds(JsonNode receipt, String publicKey) {
        return receipt instanceof ObjectNode whole
                && publicKey(receipt).equals(publicKey)
                && HomeKey.signed(
                        publicKey,
                        signedBytes(whole.deepCopy().without(SIGNATURE)),
                        receipt.path(SIGNATURE).path("value").asText());
    }

    private static byte[] signedBytes(ObjectNode receipt) {
        try {
            return SORTED.writeValueAsBytes(SORTED.treeToValue(receipt, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that cannot be written", e);
        }
    }
}
