package dev.recto.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.recto.catalog.ContentTooLargeException;
import dev.recto.config.LimitsConfig;
import dev.recto.config.Network;
import dev.recto.config.UrlConfig;
import dev.recto.document.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** security.md 17: against real servers of this machine; 127.0.0.1 stands for the public internet, 127.0.0.2 for the private network. */
class WebFetchTest {
    private static final LimitsConfig SMALL = new LimitsConfig(100_000, 10, 256, 1000, 10, 10, 1000, 2, 100);

    private final AtomicInteger publicHits = new AtomicInteger();
    private final AtomicInteger privateHits = new AtomicInteger();
    private final AtomicInteger lookups = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer publicServer;
    private HttpServer privateServer;
    private TestHome house;
    private Uploads uploads;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        house = new TestHome(folder.resolve("home"), new FailingEmbedder(null), SMALL);
        uploads = new Uploads(house.parts, house.ingestor, new WorkSignal());
        privateServer = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        privateServer.createContext("/", exchange -> {
            privateHits.incrementAndGet();
            answer(exchange, 200, "The secret of the private network.");
        });
        privateServer.start();
        // the same port on both, so that a name's addresses differ in nothing else
        publicServer = HttpServer.create(new InetSocketAddress("127.0.0.1", port()), 0);
        publicServer.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        publicServer.createContext("/", this::serve);
        publicServer.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        publicServer.stop(0);
        privateServer.stop(0);
        house.close();
    }

    private int port() {
        return privateServer.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        publicHits.incrementAndGet();
        String query = exchange.getRequestURI().getQuery();
        switch (exchange.getRequestURI().getPath()) {
            case "/to" -> {
                exchange.getResponseHeaders().set("Location", query);
                exchange.sendResponseHeaders(302, -1);
            }
            case "/large" -> answer(exchange, 200, "a".repeat(200_000));
            case "/gzip" -> {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                answer(exchange, 200, "not what it says");
            }
            case "/slow" -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('a');
                exchange.getResponseBody().flush();
                await();
            }
            case "/absent" -> answer(exchange, 404, "There is nothing.");
            default -> answer(exchange, 200, "A public page.");
        }
        exchange.close();
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    private WebFetch fetch(NameLookup lookup, int seconds, String... networks) {
        var allowed = Stream.of(networks).map(Network::parse).toList();
        return new WebFetch(new UrlConfig(UrlConfig.Rule.ALLOWED, allowed, seconds, 3), uploads, lookup);
    }

    private String text(WebFetch web, String url) throws IOException {
        WebFetch.Fetched fetched = web.fetch(URI.create(url.replace("PORT", String.valueOf(port()))));
        try (var bytes = fetched.bytes()) {
            bytes.keep();
            return Files.readString(house.originals.file(bytes.content().hash()));
        }
    }

    private void assertRefused(WebFetch web, String url) {
        assertThatThrownBy(() -> text(web, url))
                .as(url)
                .isInstanceOfSatisfying(FetchException.class, failure -> assertThat(failure.refused())
                        .as(failure.getMessage())
                        .isTrue());
    }

    @Test
    void security17_addressesThatAreNotPublic_areNeverConnectedTo() {
        try (var web = fetch(InetAddress::getAllByName, 10)) {
            for (String url : List.of(
                    "file:///etc/passwd",
                    "ftp://127.0.0.1/x",
                    "gopher://127.0.0.1:PORT/x",
                    "jar:http://127.0.0.1:PORT/x!/y",
                    "http:///x",
                    "//127.0.0.1:PORT/",
                    "http://user:password@127.0.0.1:PORT/",
                    "http://127.0.0.1:PORT/",
                    "http://localhost:PORT/",
                    "http://127.1:PORT/",
                    "http://2130706433:PORT/",
                    "http://0.0.0.0:PORT/",
                    "http://0:PORT/",
                    "http://[::1]:PORT/",
                    "http://[::]:PORT/",
                    "http://[::ffff:127.0.0.1]:PORT/",
                    "http://[::ffff:10.0.0.1]/",
                    "http://[::ffff:7f00:1]:PORT/",
                    "http://[::127.0.0.1]:PORT/",
                    "http://[64:ff9b::7f00:1]:PORT/",
                    "http://[2002:7f00:1::1]:PORT/",
                    "http://[2001:0:7f00:1::1]/",
                    "http://[fe80::1]/",
                    "http://[fd00:ec2::254]/latest/meta-data/",
                    "http://[ff02::1]/",
                    "http://169.254.169.254/latest/meta-data/",
                    "http://168.63.129.16/",
                    "http://100.64.0.1/",
                    "http://100.100.100.200/",
                    "http://10.0.0.1/",
                    "http://172.16.0.1/",
                    "http://192.168.0.1/",
                    "http://192.0.0.192/",
                    "http://198.18.0.1/",
                    "http://224.0.0.1/",
                    "http://255.255.255.255/")) {
                assertRefused(web, url);
            }
            for (String url : List.of(
                    "http://0x7f000001:PORT/",
                    "http://localhost.:PORT/",
                    "http://0x7f.1:PORT/",
                    "http://0177.0.0.1:PORT/")) {
                assertThatThrownBy(() -> text(web, url)).as(url).isInstanceOf(IOException.class);
            }
        }
        assertThat(publicHits).hasValue(0);
        assertThat(privateHits).hasValue(0);
    }

    @Test
    void security17_publicAddresses_areAllowed() throws Exception {
        var addresses = new FetchAddresses(List.of());
        for (String address :
                List.of("1.1.1.1", "93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111")) {
            assertThat(addresses.allow(InetAddress.ofLiteral(address)))
                    .as(address)
                    .isTrue();
        }
        for (String address : List.of("::ffff:192.168.1.1", "2001:db8::1", "fec0::1", "100::1", "203.0.113.9")) {
            assertThat(addresses.allow(InetAddress.ofLiteral(address)))
                    .as(address)
                    .isFalse();
        }
    }

    @Test
    void fetch_page_isStagedWithItsName() throws Exception {
        try (var web = fetch(InetAddress::getAllByName, 10, "127.0.0.1")) {
            WebFetch.Fetched fetched = web.fetch(URI.create("http://127.0.0.1:" + port() + "/docs/page"));
            try (var bytes = fetched.bytes()) {
                assertThat(fetched.name()).isEqualTo("page.html");
                assertThat(bytes.content().hash()).isEqualTo(ContentHash.of("A public page."));
            }
            assertThat(text(web, "http://127.0.0.1:PORT/to?/docs/page")).isEqualTo("A public page.");
        }
    }

    @Test
    void security17_redirectToThePrivateNetwork_isRefused() {
        try (var web = fetch(InetAddress::getAllByName, 10, "127.0.0.1")) {
            assertRefused(web, "http://127.0.0.1:PORT/to?http://127.0.0.2:PORT/");
            assertRefused(web, "http://127.0.0.1:PORT/to?http://127.0.0.1:PORT/to?http://[::1]:PORT/");
            assertRefused(web, "http://127.0.0.1:PORT/to?file:///etc/passwd");
            assertRefused(web, "http://127.0.0.1:PORT/to?//127.0.0.2:PORT/");
            assertRefused(web, "http://127.0.0.1:PORT/to?http://169.254.169.254/");
            int before = publicHits.get();
            assertRefused(web, "http://127.0.0.1:PORT/to?/to?/to?/to?/to?/to?/");
            assertThat(publicHits.get() - before).isEqualTo(4); // the first and three redirects
        }
        assertThat(privateHits).hasValue(0);
    }

    @Test
    void security17_nameThatChangesItsAddress_isConnectedToAsChecked() throws Exception {
        NameLookup rebinding = host ->
                new InetAddress[] {InetAddress.ofLiteral(lookups.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2")};
        try (var web = fetch(rebinding, 10, "127.0.0.1")) {
            assertThat(text(web, "http://rebinding.example:PORT/")).isEqualTo("A public page.");
            assertThat(lookups).hasValue(1);
            assertRefused(web, "http://rebinding.example:PORT/");
            assertThat(lookups).hasValue(2);
        }
        assertThat(privateHits).hasValue(0);
    }

    @Test
    void security17_nameWithOnePrivateAddressAmongOthers_isRefused() {
        NameLookup both =
                host -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("127.0.0.2")};
        try (var web = fetch(both, 10, "127.0.0.1")) {
            assertRefused(web, "http://both.example:PORT/");
        }
        assertThat(publicHits).hasValue(0);
        assertThat(privateHits).hasValue(0);
    }

    @Test
    void fetch_tooLargeTooSlowOrBroken_leavesNothing() throws Exception {
        try (var web = fetch(InetAddress::getAllByName, 1, "127.0.0.1")) {
            assertThatThrownBy(() -> text(web, "http://127.0.0.1:PORT/large"))
                    .isInstanceOf(ContentTooLargeException.class);
            assertThatThrownBy(() -> text(web, "http://127.0.0.1:PORT/slow"))
                    .isInstanceOf(FetchException.class)
                    .hasMessageContaining("ingest.url_seconds");
            assertThatThrownBy(() -> text(web, "http://127.0.0.1:PORT/gzip"))
                    .isInstanceOf(FetchException.class)
                    .hasMessageContaining("compressed");
            assertThatThrownBy(() -> text(web, "http://127.0.0.1:PORT/absent"))
                    .isInstanceOf(FetchException.class)
                    .hasMessageContaining("404");
        }
        try (Stream<Path> staged = Files.list(house.home.staging())) {
            assertThat(staged).isEmpty();
        }
        assertThat(house.originals.list()).isEmpty();
    }

    @Test
    void fetch_certificateThatNobodyVouchesFor_isRefused(@TempDir Path folder) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(ownCertificate(folder.resolve("keys.p12"))));
        server.createContext("/", this::serve);
        server.start();
        try (var web = fetch(InetAddress::getAllByName, 10, "127.0.0.1")) {
            URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
            assertThatThrownBy(() -> web.fetch(url)).isInstanceOf(FetchException.class);
        } finally {
            server.stop(0);
        }
        assertThat(publicHits).hasValue(0);
    }

    private static SSLContext ownCertificate(Path file) throws Exception {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream out = made.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(made.exitValue()).as(said).isZero();
        }
        KeyStore keys = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
