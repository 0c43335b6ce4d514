package dev.recto.ingest;

import dev.recto.catalog.ContentTooLargeException;
import dev.recto.catalog.Originals;
import dev.recto.config.UrlConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Fetches documents from the web. Every hop's address is looked up once, checked and connected to as checked; size, time and redirects are
 * limited; no cookies, no proxies, no credentials.
 */
public final class WebFetch implements AutoCloseable {
    private static final Timeout SILENCE = Timeout.ofSeconds(15);
    private static final int LONGEST_LINE = 16 << 10;
    private static final int MOST_HEADERS = 200;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final UrlConfig config;
    private final Uploads uploads;
    private final CheckedAddresses addresses;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("fetch-deadlines").factory());

    /** @param lookup gives the addresses of names; {@code InetAddress::getAllByName} */
    public WebFetch(UrlConfig config, Uploads uploads, NameLookup lookup) {
        this.config = config;
        this.uploads = uploads;
        this.addresses = new CheckedAddresses(lookup, new FetchAddresses(config.urlNetworks()));
    }

    /**
     * What was fetched.
     *
     * @param bytes in staging; the caller closes them
     * @param name what a person would call it: the last part of the address that gave it
     */
    public record Fetched(Originals.Staged bytes, String name) {}

    /** One answer on the way: where to go next, or the document. */
    private record Hop(@Nullable URI next, @Nullable Fetched fetched) {}

    /**
     * Fetches a document into staging.
     *
     * @param url {@code http} or {@code https}, without credentials
     * @throws FetchException if it may not be fetched, or could not be
     * @throws ContentTooLargeException if it is larger than {@code limits.file_bytes}
     * @throws IOException if the disk fails
     */
    public Fetched fetch(URI url) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(config.urlSeconds());
        try (CloseableHttpClient client = client()) {
            URI at = checked(url);
            for (int hop = 0; hop <= config.urlRedirects(); hop++) {
                Hop reached = hop(client, at, end);
                if (reached.fetched() != null) {
                    return reached.fetched();
                }
                at = Objects.requireNonNull(reached.next());
            }
            throw new FetchException(true, "The address redirects more than " + config.urlRedirects() + " times.");
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }

    private Hop hop(CloseableHttpClient client, URI at, long end) throws IOException {
        var request = new HttpGet(at);
        request.setHeader("Accept", "*/*");
        request.setHeader("Accept-Encoding", "identity");
        long left = Math.max(end - System.nanoTime(), 1);
        Future<?> deadline = deadlines.schedule(request::cancel, left, TimeUnit.NANOSECONDS);
        try {
            return client.execute(request, response -> read(at, response));
        } catch (FetchException | ContentTooLargeException e) {
            throw e;
        } catch (IOException e) {
            if (has(e, StagingFailedException.class)) {
                throw e;
            }
            throw failure(e, System.nanoTime() >= end);
        } finally {
            deadline.cancel(false);
        }
    }

    private Hop read(URI at, ClassicHttpResponse response) throws IOException {
        if (REDIRECTS.contains(response.getCode())) {
            Header location = response.getFirstHeader("Location");
            if (location == null) {
                throw new FetchException(false, "The address redirects to nowhere.");
            }
            return new Hop(checked(resolved(at, location.getValue())), null);
        }
        HttpEntity entity = response.getEntity();
        if (response.getCode() != 200 || entity == null) {
            throw new FetchException(false, "The address answers with the status " + response.getCode() + ".");
        }
        String encoding = entity.getContentEncoding();
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new FetchException(false, "The address sends its document compressed, though it was asked not to.");
        }
        try (InputStream body = entity.getContent()) {
            Originals.Staged staged = uploads.stage(new Arriving(body), Long.MAX_VALUE);
            return new Hop(null, new Fetched(staged, name(at, entity.getContentType())));
        } catch (ContentTooLargeException | FetchException e) {
            throw e;
        } catch (ArrivingException e) {
            throw e.failure();
        } catch (IOException e) {
            throw new StagingFailedException(e);
        }
    }

    private CloseableHttpClient client() {
        var timeouts = ConnectionConfig.custom()
                .setConnectTimeout(SILENCE)
                .setSocketTimeout(SILENCE)
                .build();
        var limits = Http1Config.custom()
                .setMaxLineLength(LONGEST_LINE)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(addresses)
                .setDefaultConnectionConfig(timeouts)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(limits)
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setUserAgent("Recto")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** Returns an address that says http or https, a host, and no credentials. */
    private static URI checked(URI url) throws FetchException {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (!web || url.getHost() == null || url.getRawUserInfo() != null) {
            throw new FetchException(
                    true, "An address begins with http:// or https://, names a host, and has no user or password.");
        }
        return url;
    }

    private static URI resolved(URI at, String location) throws FetchException {
        try {
            return at.resolve(new URI(location.strip()));
        } catch (URISyntaxException e) {
            throw new FetchException(false, "The address redirects to what is no address.");
        }
    }

    private static FetchException failure(IOException e, boolean late) {
        if (has(e, CheckedAddresses.RefusedAddressException.class)) {
            return new FetchException(
                    true, "The address is not one of the public internet, or redirects to one that is not.");
        }
        if (late) {
            return new FetchException(false, "Fetching took longer than is allowed (ingest.url_seconds).");
        }
        return new FetchException(false, "The address could not be reached, or broke off (" + cause(e) + ").");
    }

    private static String cause(IOException e) {
        return e.getClass().getSimpleName().replaceAll("(Http|Exception)", "");
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .anyMatch(type::isInstance);
    }

    private static String name(URI url, @Nullable String contentType) {
        String path = url.getPath() == null ? "" : url.getPath().replaceAll("/+$", "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        String name = last.isBlank() ? url.getHost() : last;
        boolean html =
                contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("text/html");
        return html && (last.isBlank() || last.indexOf('.') < 0) ? name + ".html" : name;
    }

    /** What arrives from the other side; its failures are told from the disk's. */
    private static final class Arriving extends InputStream {
        private final InputStream in;

        Arriving(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (IOException e) {
                throw new ArrivingException(e);
            }
        }
    }

    private static final class ArrivingException extends IOException {
        private static final long serialVersionUID = 1L;

        private final IOException failure;

        ArrivingException(IOException failure) {
            super(failure);
            this.failure = failure;
        }

        IOException failure() {
            return failure;
        }
    }

    private static final class StagingFailedException extends IOException {
        private static final long serialVersionUID = 1L;

        StagingFailedException(IOException cause) {
            super(cause);
        }
    }
}
