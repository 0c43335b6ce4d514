package dev.recto.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recto.catalog.DocumentDescription;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.Folders;
import dev.recto.catalog.LedgerEntry;
import dev.recto.config.LimitsConfig;
import dev.recto.document.IngestOutcome;
import dev.recto.embed.LocalEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestorTest {
    private LocalEmbedder embedder;
    private FailingEmbedder embedding;
    private Path root;
    private Path docs;
    private TestHome house;

    @BeforeAll
    void startEmbedder() {
        embedder = new LocalEmbedder(Path.of("target", "model-cache"), 0);
    }

    @AfterAll
    void stopEmbedder() {
        embedder.close();
    }

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        root = folder.resolve("home");
        docs = Files.createDirectories(folder.resolve("docs"));
        embedding = new FailingEmbedder(embedder);
        house = new TestHome(root, embedding);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void reopen() throws IOException {
        house.close();
        house = new TestHome(root, embedding);
    }

    private Path write(String name, String text) throws IOException {
        Path file = docs.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void ingest_folder_makesItsWordsFindable() throws Exception {
        write("lease.txt", "The notice period is three months.");
        write("合同/租约.md", "# 租约\n\n解约通知期为三个月。");

        IngestSummary summary = house.ingest(docs);

        assertThat(summary.outcomes()).containsExactly(Map.entry("INDEXED", 2));
        assertThat(summary.complete()).isTrue();
        assertThat(summary.embedded()).isGreaterThanOrEqualTo(2);
        assertThat(house.find("notice period"))
                .anyMatch(found -> found.document().name().equals("lease.txt"));
        assertThat(house.find("解约通知期"))
                .anyMatch(found -> found.document().name().equals("租约.md"));
        assertThat(house.row("合同/租约.md").state()).isEqualTo(DocumentState.INDEXED);
        assertThat(house.catalog.ledger().of(house.row("lease.txt").id()))
                .extracting(LedgerEntry::state)
                .containsExactly(
                        DocumentState.RECEIVED, DocumentState.READING, DocumentState.EMBEDDING, DocumentState.INDEXED);
    }

    @Test
    void ingest_pdf_keepsWhereItsWordsStand() throws Exception {
        Path pdf = docs.resolve("page.pdf");
        try (var document = new PDDocument()) {
            var page = new PDPage();
            document.addPage(page);
            try (var content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(72, 700);
                content.showText("The notice period is three months.");
                content.endText();
            }
            document.save(pdf.toFile());
        }

        assertThat(house.ingest(docs).outcomes()).containsExactly(Map.entry("INDEXED", 1));
        var found = house.find("notice period").getFirst();
        var part = new StoredReadings(house.home).part(house.row("page.pdf").content(), 1);
        assertThat(found.passage().span().range().of(part.text()))
                .isEqualTo(found.passage().text());
        assertThat(part.layout().boxes(found.passage().span().range())).isNotEmpty();
    }

    @Test
    void ingest_unchangedFolder_startsNeitherReaderNorEmbedder() throws Exception {
        write("a.txt", "Alpha.");
        house.ingest(docs);
        reopen();

        IngestSummary again = house.ingest(docs);

        assertThat(again.outcomes()).containsExactly(Map.entry("UNCHANGED", 1));
        assertThat(house.readersStarted).hasValue(0);
        assertThat(house.embeddersStarted).hasValue(0);
    }

    @Test
    void ingest_touchedFile_isUnchangedByItsHash() throws Exception {
        Path file = write("a.txt", "Alpha.");
        house.ingest(docs);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));

        assertThat(house.ingest(docs).outcomes()).containsExactly(Map.entry("UNCHANGED", 1));
        assertThat(house.row("a.txt").version()).isEqualTo(1);
        assertThat(house.row("a.txt").stat().modifiedNanos()).isEqualTo(1_000_000_000_000L);
    }

    @Test
    void ingest_changedFile_replacesItsPassages() throws Exception {
        write("a.txt", "The colour is vermilion.");
        house.ingest(docs);
        DocumentRow before = house.row("a.txt");
        write("a.txt", "The colour is turquoise, as everyone knows.");

        house.ingest(docs);

        assertThat(house.row("a.txt").id()).isEqualTo(before.id());
        assertThat(house.row("a.txt").version()).isEqualTo(2);
        assertThat(house.catalog.documents().versions(before.id())).hasSize(2);
        assertThat(house.find("vermilion")).isEmpty();
        assertThat(house.find("turquoise")).hasSize(1);
        assertThat(house.indexSize()).isEqualTo(1);
    }

    @Test
    void ingest_changedFileThatGivesNothing_isNoLongerFound() throws Exception {
        write("a.txt", "The colour is vermilion.");
        house.ingest(docs);
        write("a.txt", "");

        IngestSummary summary = house.ingest(docs);

        assertThat(summary.outcomes()).containsExactly(Map.entry("NO_TEXT", 1));
        assertThat(house.row("a.txt").state()).isEqualTo(DocumentState.FAILED);
        assertThat(house.indexSize()).isZero();
    }

    @Test
    void ingest_badFiles_giveALineEachAndNeverStopTheRest() throws Exception {
        write("good.txt", "Good words.");
        write("empty.txt", "");
        Files.write(docs.resolve("broken.pdf"), "%PDF-1.7 and nothing".getBytes());
        Files.createSymbolicLink(docs.resolve("link.txt"), docs.resolve("good.txt"));
        Files.createSymbolicLink(docs.resolve("loop"), docs);
        write(".hidden", "Hidden.");

        IngestSummary summary = house.ingest(docs, docs.resolve("absent"));

        assertThat(summary.missing()).containsExactly(docs.resolve("absent"));
        assertThat(house.finished.keySet())
                .containsExactlyInAnyOrder(
                        "good.txt",
                        "empty.txt",
                        "broken.pdf",
                        docs.resolve("link.txt").toString(),
                        docs.resolve("loop").toString(),
                        docs.resolve("absent").toString());
        assertThat(summary.notTakenIn()).hasSize(5).allSatisfy(line -> assertThat(line.sentence())
                .isNotBlank());
        assertThat(summary.outcomes()).containsEntry("INDEXED", 1).containsEntry("NO_TEXT", 1);
        assertThat(house.find("good")).hasSize(1);
    }

    @Test
    void ingest_failedFileUnchanged_reportsTheSameAgainWithoutReading() throws Exception {
        Files.write(docs.resolve("broken.pdf"), "%PDF-1.7 and nothing".getBytes());
        IngestSummary first = house.ingest(docs);
        reopen();

        IngestSummary second = house.ingest(docs);

        assertThat(second.notTakenIn()).isEqualTo(first.notTakenIn()).hasSize(1);
        assertThat(house.readersStarted).hasValue(0);
    }

    @Test
    void ingest_fileOverTheLimit_isTooLargeUntilTheLimitIsRaised() throws Exception {
        write("a.txt", "More than ten bytes.");
        LimitsConfig d = LimitsConfig.DEFAULT;
        house.close();
        var small = new LimitsConfig(
                10,
                d.readSeconds(),
                d.readMemoryMb(),
                d.readTextChars(),
                d.readParts(),
                d.childFiles(),
                d.childBytes(),
                d.childDepth(),
                d.questionChars());
        house = new TestHome(root, embedding, small);
        assertThat(house.ingest(docs).outcomes()).containsExactly(Map.entry("TOO_LARGE", 1));
        assertThat(house.ingest(docs).outcomes()).containsExactly(Map.entry("TOO_LARGE", 1));
        assertThat(house.originals.list()).isEmpty();

        reopen();

        assertThat(house.ingest(docs).outcomes()).containsExactly(Map.entry("INDEXED", 1));
    }

    @Test
    void ingest_sameNamesInTwoFolders_keepsBothDocuments() throws Exception {
        Path a = Files.createDirectories(docs.resolve("one/papers"));
        Path b = Files.createDirectories(docs.resolve("two/papers"));
        Path c = Files.createDirectories(docs.resolve("three/papers"));
        Files.writeString(a.resolve("x.txt"), "Alpha words.");
        Files.writeString(b.resolve("x.txt"), "Beta words.");
        Files.writeString(c.resolve("x.txt"), "Gamma words.");

        house.ingest(a);
        house.ingest(b, c);

        assertThat(house.indexSize()).isEqualTo(3);
        List<DocumentRow> rows = house.catalog
                .documents()
                .list(house.collection.id(), null, null, 10)
                .documents();
        assertThat(rows)
                .extracting(DocumentRow::key)
                .contains("x.txt", "papers/x.txt")
                .hasSize(3);
        assertThat(house.ingest(a, b, c).outcomes()).containsExactly(Map.entry("UNCHANGED", 3));
    }

    @Test
    void ingest_movedFolder_keepsTheDocuments() throws Exception {
        Path a = Files.createDirectories(docs.resolve("a"));
        Files.writeString(a.resolve("x.txt"), "Alpha words.");
        house.ingest(a);
        DocumentRow before = house.row("x.txt");
        Path b = Files.move(a, docs.resolve("b"));

        house.ingest(b);

        assertThat(house.row("x.txt").id()).isEqualTo(before.id());
        assertThat(house.indexSize()).isEqualTo(1);
    }

    @Test
    void ingest_equalBytesElsewhere_areTwoDocumentsOfOneContent() throws Exception {
        write("a.txt", "The same words.");
        write("b.txt", "The same words.");
        house.ingest(docs);

        assertThat(house.originals.list()).hasSize(1);
        assertThat(house.indexSize()).isEqualTo(2);
        house.ingestor.delete(house.collection, house.row("a.txt").id());
        assertThat(house.originals.list()).hasSize(1);
        assertThat(house.find("same")).hasSize(1);
    }

    @Test
    void ingest_archive_takesItsEntriesInAndTheyFollowIt() throws Exception {
        zip(Map.of("inner/one.txt", "First entry.", "two.txt", "Second entry."));
        house.ingest(docs);
        DocumentRow one = house.row("box.zip!/inner/one.txt");
        assertThat(one.parent()).isEqualTo(house.row("box.zip").id());
        assertThat(house.find("entry")).hasSize(2);
        assertThatThrownBy(() -> house.ingestor.delete(house.collection, one.id()))
                .isInstanceOf(IllegalArgumentException.class);

        zip(Map.of("two.txt", "Second entry, revised."));
        house.ingest(docs);

        assertThat(house.find("first")).isEmpty();
        assertThat(house.find("revised")).hasSize(1);
        house.ingestor.delete(house.collection, house.row("box.zip").id());
        assertThat(house.indexSize()).isZero();
        assertThat(house.originals.list()).isEmpty();
    }

    private void zip(Map<String, String> entries) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(docs.resolve("box.zip")))) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes());
            }
        }
    }

    @Test
    void ingest_metadata_isFilterableWithTheFilesFacts() throws Exception {
        write("laws/a.txt", "Alpha words.");
        write("b.txt", "Beta words.");
        house.ingest(new IngestRequest(List.of(docs.resolve("laws")), Map.of("project", "x"), false));
        house.ingest(docs);

        assertThat(house.find("words")).hasSize(2);
        assertThat(house.find("words", Map.of("project", "x"))).hasSize(1);
        assertThat(house.find("words", Map.of("type", "txt"))).hasSize(2);
        assertThat(house.find("words", Map.of("name", "b.txt"))).hasSize(1);
        house.ingest(new IngestRequest(List.of(docs), Map.of("project", "y"), false));
        assertThat(house.find("words", Map.of("project", "y"))).hasSize(2);
        assertThat(house.find("words", Map.of("project", "x"))).isEmpty();
    }

    @Test
    void sync_vanishedFile_isDeletedButNotByAnEmptyFolder() throws Exception {
        write("a.txt", "Alpha words.");
        write("b.txt", "Beta words.");
        house.ingest(docs);
        Files.delete(docs.resolve("a.txt"));
        assertThat(house.ingest(docs).deleted()).isZero();
        assertThat(house.sync(docs).deleted()).isEqualTo(1);
        assertThat(house.find("alpha")).isEmpty();

        Files.delete(docs.resolve("b.txt"));
        IngestSummary refused = house.sync(docs);

        assertThat(refused.deleted()).isZero();
        assertThat(refused.notTakenIn()).singleElement().satisfies(line -> assertThat(line.sentence())
                .contains("empty"));
        assertThat(house.find("beta")).hasSize(1);
    }

    @Test
    void delete_document_removesEveryCopyAndSaysSo() throws Exception {
        write("a.txt", "Alpha words.");
        write("b.txt", "Beta words.");
        house.ingest(docs);
        DocumentRow row = house.row("a.txt");

        DeletionReceipt receipt = house.ingestor.delete(house.collection, row.id());

        assertThat(receipt.deletion().passages()).isEqualTo(1);
        assertThat(receipt.deletion().vectors()).isEqualTo(1);
        assertThat(receipt.absent()).isTrue();
        assertThat(receipt.deletion().contents()).containsExactly(row.content());
        assertThat(receipt.contentsKept()).isEmpty();
        assertThat(house.find("alpha")).isEmpty();
        assertThat(house.find("beta")).hasSize(1);
        assertThat(house.originals.has(row.content())).isFalse();
        assertThat(house.home.read().resolve(row.content().hex())).doesNotExist();
        assertThat(house.vectors.size()).isEqualTo(1);
        assertThat(house.catalog.documents().find(row.id()).orElseThrow().state())
                .isEqualTo(DocumentState.DELETED);
        assertThatThrownBy(() -> house.ingestor.delete(house.collection, row.id()))
                .isInstanceOf(NoSuchElementException.class);
        reopen();
        assertThat(house.ingestor.rebuildIfMissing(house.collection, IngestListener.SILENT))
                .isFalse();
        assertThat(house.indexSize()).isEqualTo(1);
    }

    @Test
    void deleteCollection_withVectorsAndOriginals_leavesNoneOfThem() throws Exception {
        write("a.txt", "Alpha words.");
        write("b.txt", "Beta words.");
        house.ingest(docs);
        assertThat(house.vectors.size()).isPositive();

        house.ingestor.delete(house.collection);

        assertThat(house.vectors.size()).isZero();
        assertThat(house.originals.list()).isEmpty();
        assertThat(house.catalog.collections().list()).isEmpty();
    }

    @Test
    void rebuild_indexFolderDeleted_isMadeFromWhatWasReadWithoutReadingOrEmbedding() throws Exception {
        write("a.txt", "Alpha words.");
        write("b.txt", "Beta words.");
        house.ingest(docs);
        house.ingestor.delete(house.collection, house.row("b.txt").id());
        house.close();
        Folders.delete(house.home.index());
        house = new TestHome(root, embedding);

        assertThat(house.ingestor.rebuildIfMissing(house.collection, IngestListener.SILENT))
                .isTrue();

        assertThat(house.find("alpha")).hasSize(1);
        assertThat(house.indexSize()).isEqualTo(1);
        assertThat(house.readersStarted).hasValue(0);
        assertThat(house.ingestor.rebuildIfMissing(house.collection, IngestListener.SILENT))
                .isFalse();
        assertThat(house.row("a.txt").state()).isEqualTo(DocumentState.INDEXED);
    }

    @Test
    void ingest_interrupted_keepsWhatWasReportedAndResumesTheRest() throws Exception {
        for (int i = 0; i < 24; i++) {
            write("file" + i + ".txt", ("Words of file number " + i + ". ").repeat(100));
        }
        var begun = new CountDownLatch(1);
        var interrupts = new Semaphore(0);
        var reported = new ConcurrentLinkedQueue<String>();
        var listener = new IngestListener() {
            @Override
            public void progress(IngestProgress progress) {
                if (progress.passages() > 0) {
                    begun.countDown();
                    interrupts.acquireUninterruptibly();
                    interrupts.release();
                }
            }

            @Override
            public void finished(String document, IngestOutcome outcome) {
                reported.add(document);
            }
        };
        var interrupted = new AtomicBoolean();
        Thread ingest = Thread.ofPlatform().start(() -> {
            try {
                house.ingestor.ingest(house.collection, new IngestRequest(List.of(docs), Map.of(), false), listener);
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        begun.await();
        ingest.interrupt();
        interrupts.release();
        ingest.join();

        assertThat(interrupted).isTrue();
        assertThat(reported.size()).isLessThan(24);
        reopen();
        assertThat(house.ingestor.rebuildIfMissing(house.collection, IngestListener.SILENT))
                .isFalse();
        for (String key : reported) {
            assertThat(house.row(key).state()).isEqualTo(DocumentState.INDEXED);
        }
        house.ingest(docs);
        assertThat(house.catalog.documents().counts(house.collection.id()).byState())
                .containsExactly(Map.entry(DocumentState.INDEXED, 24));
        assertThat(new Consistency(house.parts).check(List.of(house.collection)))
                .isEmpty();
    }

    @Test
    void check_soundHome_findsNothingAndDamageIsNamedAndRepaired() throws Exception {
        write("a.txt", "Alpha words.");
        house.ingest(docs);
        var consistency = new Consistency(house.parts);
        assertThat(consistency.check(List.of(house.collection))).isEmpty();

        Path original = house.originals.file(house.row("a.txt").content());
        Files.writeString(original, "Other bytes.");
        Folders.delete(house.home.read());
        assertThat(consistency.check(List.of(house.collection)))
                .anyMatch(line -> line.contains("original") && line.contains("a.txt"))
                .anyMatch(line -> line.startsWith("What was read of 'a.txt'"));
        consistency.repair(List.of(house.collection), IngestListener.SILENT);
        house.ingest(docs);

        assertThat(consistency.check(List.of(house.collection))).isEmpty();
        assertThat(house.find("alpha")).hasSize(1);
    }

    @Test
    void sync_fileVanishedBeforeItWasResumed_neverComesIn() throws Exception {
        write("a.txt", "Alpha words.");
        write("b.txt", "Beta words.");
        house.ingest(docs);
        write("a.txt", "Alpha words, revised.");
        embedding.failing = text -> true;
        house.ingest(docs);
        embedding.failing = text -> false;
        assertThat(house.row("a.txt").state()).isEqualTo(DocumentState.RECEIVED);
        Files.delete(docs.resolve("a.txt"));

        house.sync(docs);

        assertThat(house.indexSize()).isEqualTo(1);
        assertThat(house.finished).doesNotContainKey("a.txt");
        assertThat(house.catalog.documents().buried(house.collection.id())).isEmpty();
    }

    @Test
    void ingest_documentDeletedWhileItWasEmbedded_isNotFound() throws Exception {
        write("a.txt", "Alpha words.");
        house.ingest(docs);
        write("a.txt", "Alpha words, revised.");
        DocumentRow row = house.row("a.txt");
        embedding.before = () -> {
            embedding.before = () -> {};
            house.catalog.documents().bury(List.of(row.id()), "delete");
            house.catalog.documents().removed(List.of(row.id()), 1); // swept before the new version comes in
        };

        house.ingest(docs);

        assertThat(house.indexSize()).isZero();
        assertThat(house.finished).doesNotContainKey("a.txt");
    }

    @Test
    void describe_duringALongIngest_hasItsTurnBeforeTheNextDocument() throws Exception {
        write("a.txt", "Alpha words.");
        house.ingest(docs);
        DocumentRow a = house.row("a.txt");
        for (int i = 0; i < 4; i++) {
            write("b" + i + ".txt", "Words of file number " + i + ".");
        }
        var describing = new Thread(() -> {
            try {
                house.ingestor.describe(house.collection, new DocumentDescription(a.id(), null, Set.of("legal")));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        var seen = new ConcurrentLinkedQueue<Set<String>>();
        IngestSummary summary = house.ingestor.ingest(
                house.collection, new IngestRequest(List.of(docs), Map.of(), false), new IngestListener() {
                    @Override
                    public void started(String document) {
                        seen.add(house.row("a.txt").access());
                        if (seen.size() == 1) {
                            startAndAwaitWaiting(describing);
                        }
                    }
                });
        describing.join();

        assertThat(List.copyOf(seen)).startsWith(a.access(), Set.of("legal"));
        assertThat(summary.complete()).isTrue();
        assertThat(house.indexSize()).isEqualTo(5);
    }

    private static void startAndAwaitWaiting(Thread thread) {
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void deleteCollection_duringALongIngest_endsIt() throws Exception {
        for (int i = 0; i < 4; i++) {
            write("b" + i + ".txt", "Words of file number " + i + ".");
        }
        var deleting = new Thread(() -> house.ingestor.delete(house.collection));
        var begun = new AtomicBoolean();
        assertThatThrownBy(() -> house.ingestor.ingest(
                        house.collection, new IngestRequest(List.of(docs), Map.of(), false), new IngestListener() {
                            @Override
                            public void started(String document) {
                                if (begun.compareAndSet(false, true)) {
                                    startAndAwaitWaiting(deleting);
                                }
                            }
                        }))
                .isInstanceOf(NoSuchElementException.class);
        deleting.join();

        assertThat(house.catalog.collections().list()).isEmpty();
        assertThat(house.originals.list()).isEmpty();
    }

    @Test
    void delete_duringAnIngestThatHasNoEnd_endsAndSaysWhatIsStillToBeRemoved() throws Exception {
        write("a.txt", "Alpha words.");
        house.ingest(docs);
        DocumentRow a = house.row("a.txt");
        write("b.txt", "Beta words.");
        Files.delete(docs.resolve("a.txt"));
        var receipts = new ConcurrentLinkedQueue<DeletionReceipt>();
        embedding.before = () -> {
            embedding.before = () -> {};
            try {
                receipts.add(CompletableFuture.supplyAsync(() -> {
                            try {
                                return house.ingestor.delete(house.collection, a.id());
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        })
                        .join());
            } finally {
                assertThat(house.originals.has(a.content())).isTrue();
            }
        };

        house.ingest(docs);

        DeletionReceipt receipt = receipts.remove();
        assertThat(receipt.absent()).isTrue();
        assertThat(receipt.contentsWaiting()).containsExactly(a.content().hex());
        assertThat(house.originals.has(a.content())).isFalse();
        assertThat(house.find("beta")).hasSize(1);
    }

    @Test
    void ingest_modelDown_keepsTheEarlierVersionFoundUntilTheNextIngestResumes() throws Exception {
        write("a.txt", "The colour is vermilion.");
        house.ingest(docs);
        write("a.txt", "The colour is turquoise.");
        embedding.failing = text -> true;

        assertThat(house.ingest(docs).outcomes()).containsExactly(Map.entry("FAILED", 1));
        assertThat(house.find("vermilion")).hasSize(1);

        embedding.failing = text -> false;
        assertThat(house.ingest(docs).outcomes()).containsExactly(Map.entry("INDEXED", 1));
        assertThat(house.find("vermilion")).isEmpty();
        assertThat(house.find("turquoise")).hasSize(1);
    }

    @Test
    void ingest_oneDocumentThatCannotBeEmbedded_failsAloneAndIsNotTriedAgain() throws Exception {
        write("a.txt", "Alpha words.");
        write("b.txt", "Beta words.");
        write("c.txt", "Gamma words.");
        embedding.refusing = text -> text.contains("Beta");

        assertThat(house.ingest(docs).outcomes()).containsOnly(Map.entry("INDEXED", 2), Map.entry("FAILED", 1));
        assertThat(house.row("b.txt").state()).isEqualTo(DocumentState.FAILED);
        assertThat(house.indexSize()).isEqualTo(2);
        reopen();
        assertThat(house.ingest(docs).outcomes()).containsOnly(Map.entry("UNCHANGED", 2), Map.entry("FAILED", 1));
        assertThat(house.readersStarted).hasValue(0);
    }

    @Test
    void rebuild_indexLostAndOpenedEmpty_isMadeWhole() throws Exception {
        write("a.txt", "Alpha words.");
        house.ingest(docs);
        house.close();
        Folders.delete(house.home.index());
        house = new TestHome(root, embedding);
        assertThat(house.find("alpha")).isEmpty();
        reopen();

        assertThat(house.ingestor.rebuildIfMissing(house.collection, IngestListener.SILENT))
                .isTrue();
        assertThat(house.find("alpha")).hasSize(1);
    }

    @Test
    void rebuild_brokenOffBetweenTombstoneAndIndex_removesWhatWasDeletedAndItsBytes() throws Exception {
        write("a.txt", "Alpha words.");
        house.ingest(docs);
        house.catalog.documents().bury(List.of(house.row("a.txt").id()), "delete");
        reopen();

        assertThat(house.ingestor.rebuildIfMissing(house.collection, IngestListener.SILENT))
                .isTrue();
        assertThat(house.indexSize()).isZero();
        assertThat(house.originals.list()).isEmpty();
    }

    @Test
    void repair_damagedOriginal_isSetAsideAndForeignFilesAreLeftAlone() throws Exception {
        write("a.txt", "Alpha words.");
        house.ingest(docs);
        var content = house.row("a.txt").content();
        Files.writeString(house.originals.file(content), "Other bytes.");
        Path foreign = Files.writeString(house.home.originals().resolve(".DS_Store"), "not ours");

        new Consistency(house.parts).repair(List.of(house.collection), IngestListener.SILENT);

        assertThat(house.home.damaged().resolve(content.hex())).hasContent("Other bytes.");
        assertThat(foreign).exists();
        house.ingest(docs);
        assertThat(new Consistency(house.parts).check(List.of(house.collection)))
                .isEmpty();
    }

    @Test
    void repair_originalThatCannotBeRead_isReportedAndLeftAsItIs() throws Exception {
        write("a.txt", "Alpha words.");
        house.ingest(docs);
        var content = house.row("a.txt").content();
        Path original = house.originals.file(content);
        Files.delete(original);
        Files.createSymbolicLink(original, original); // a loop: reading it fails, and nothing is known of its bytes

        List<String> done = new Consistency(house.parts).repair(List.of(house.collection), IngestListener.SILENT);

        assertThat(done).anyMatch(line -> line.contains("cannot be read") && line.contains(content.hex()));
        assertThat(Files.isSymbolicLink(original)).isTrue();
        assertThat(house.row("a.txt").stat()).isNotNull();
    }

    @Test
    void sync_nameThatIsNotUtf8_staysAsLongAsItsFile() throws Exception {
        Path file = oddlyNamed();
        write("b.txt", "Beta words.");
        house.ingest(docs);
        assertThat(house.find("alpha")).hasSize(1);

        assertThat(house.sync(docs).deleted()).isZero();
        assertThat(house.find("alpha")).hasSize(1);
        Files.delete(file);
        assertThat(house.sync(docs).deleted()).isEqualTo(1);
        assertThat(house.find("alpha")).isEmpty();
    }

    /** Returns a file whose name has a byte that no UTF-8 text has. */
    private Path oddlyNamed() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh to make a file with an odd name");
        var shell = new ProcessBuilder("/bin/sh", "-c", "printf 'Alpha words.' > \"$(printf 'odd\\377.txt')\"");
        assumeTrue(shell.directory(docs.toFile()).start().waitFor() == 0, "the file system takes no odd names");
        try (var files = Files.list(docs)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void ingest_ownFoldersThroughASymbolicLink_areLeftOut() throws Exception {
        write("a.txt", "Alpha words.");
        house.ingest(docs);
        Path link = Files.createSymbolicLink(root.resolveSibling("link"), root.getParent());
        Files.createDirectories(house.home.samples());
        Files.writeString(house.home.samples().resolve("sample.txt"), "Sample words.");

        house.ingest(link.resolve("home"), link.resolve("home/data/originals"), link.resolve("home/data/catalog.db"));

        assertThat(house.finished.keySet())
                .containsExactlyInAnyOrder(
                        "data/samples/sample.txt",
                        link.resolve("home/data/originals").toString(),
                        link.resolve("home/data/catalog.db").toString());
    }
}
