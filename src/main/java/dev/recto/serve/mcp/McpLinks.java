package dev.recto.serve.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a part as a resource, which a client opens with {@code resources/read}: {@code recto://default/d_1/3}.
 *
 * @param collection its name
 * @param document its id
 * @param part from 1
 */
record McpLinks(String collection, String document, int part) {
    /** The addresses of all parts (RFC 6570). */
    static final String TEMPLATE = "recto://{collection}/{document}/{part}";

    private static final Pattern ADDRESS = Pattern.compile("recto://([^/?#]{1,600})/([A-Za-z0-9_]{1,64})/([0-9]{1,9})");

    /** Reads an address, or returns null where it is none. */
    static @Nullable McpLinks read(String uri) {
        Matcher matcher = ADDRESS.matcher(uri);
        if (!matcher.matches()) {
            return null;
        }
        try {
            String collection = URLDecoder.decode(matcher.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
            return new McpLinks(collection, matcher.group(2), Integer.parseInt(matcher.group(3)));
        } catch (IllegalArgumentException badEscape) {
            return null;
        }
    }

    /** Returns where a client of any kind opens the part. */
    String uri() {
        return "recto://" + encoded(collection) + "/" + document + "/" + part;
    }

    /** Returns where a client with the key opens it over HTTP: the page as a picture, or else the part's text. */
    String url(String base, boolean isPage) {
        return base + "/api/v1/collections/" + encoded(collection) + "/documents/" + document + "/parts/" + part
                + (isPage ? "/image" : "");
    }

    /** Adds to each citation or passage where it can be opened: {@code uri}, and {@code url} where the service listens. */
    static void add(JsonNode cited, String collection, @Nullable String base) {
        for (JsonNode node : cited) {
            var link = new McpLinks(
                    collection,
                    node.path("document").asText(),
                    node.path("part").asInt());
            ((ObjectNode) node).put("uri", link.uri());
            if (base != null) {
                ((ObjectNode) node).put("url", link.url(base, node.path("page").isInt()));
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
