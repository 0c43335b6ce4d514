package dev.recto.faults;

import dev.recto.catalog.Originals;
import dev.recto.catalog.StoredContent;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentFacts;
import dev.recto.document.DocumentId;
import dev.recto.embed.Embedder;
import dev.recto.embed.Embedding;
import dev.recto.embed.EmbeddingInput;
import dev.recto.embed.EmbeddingModel;
import dev.recto.embed.QuestionEmbedding;
import dev.recto.index.FileState;
import dev.recto.index.PassageEntry;
import dev.recto.index.PassageIndex;
import dev.recto.read.DocumentReader;
import dev.recto.read.ReadOutcome;
import dev.recto.read.ReadRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Real rooms that tell of the points which work in them reaches. */
final class PointedRooms {
    private PointedRooms() {}

    record Bytes(Originals originals, FaultPoints points) implements Originals {
        @Override
        public Staged stage(InputStream bytes, long limit) throws IOException {
            points.reached(FaultPoint.BEFORE_STAGE);
            var staged = new OnStage(originals.stage(bytes, limit), points);
            points.reached(FaultPoint.STAGED);
            return staged;
        }

        @Override
        public boolean has(ContentHash content) {
            return originals.has(content);
        }

        @Override
        public Path file(ContentHash content) throws IOException {
            return originals.file(content);
        }

        @Override
        public void delete(ContentHash content) throws IOException {
            points.reached(FaultPoint.BEFORE_ORIGINAL_DELETED);
            originals.delete(content);
            points.reached(FaultPoint.ORIGINAL_DELETED);
        }

        @Override
        public void setAside(ContentHash content) throws IOException {
            originals.setAside(content);
        }

        @Override
        public List<ContentHash> list() throws IOException {
            return originals.list();
        }
    }

    private record OnStage(Originals.Staged staged, FaultPoints points) implements Originals.Staged {
        @Override
        public StoredContent content() {
            return staged.content();
        }

        @Override
        public void keep() throws IOException {
            points.reached(FaultPoint.BEFORE_KEEP);
            staged.keep();
            points.reached(FaultPoint.KEPT);
        }

        @Override
        public void close() throws IOException {
            staged.close();
        }
    }

    record Reader(DocumentReader reader, FaultPoints points) implements DocumentReader {
        @Override
        public ReadOutcome read(ReadRequest request) throws InterruptedException {
            points.reached(FaultPoint.BEFORE_READ);
            ReadOutcome outcome = reader.read(request);
            points.reached(FaultPoint.READ);
            return outcome;
        }
    }

    record Model(Embedder embedder, FaultPoints points) implements Embedder {
        @Override
        public List<EmbeddingModel> models() {
            return embedder.models();
        }

        @Override
        public List<String> modelsFor(String text) {
            return embedder.modelsFor(text);
        }

        @Override
        public List<Embedding> embed(String model, List<EmbeddingInput> inputs) throws InterruptedException {
            points.reached(FaultPoint.BEFORE_EMBED);
            List<Embedding> embeddings = embedder.embed(model, inputs);
            points.reached(FaultPoint.EMBEDDED);
            return embeddings;
        }

        @Override
        public List<QuestionEmbedding> embedQuestion(String question) throws InterruptedException {
            return embedder.embedQuestion(question);
        }

        @Override
        public void close() {
            embedder.close();
        }
    }

    record Index(PassageIndex index, FaultPoints points) implements PassageIndex {
        @Override
        public void replace(DocumentFacts document, List<PassageEntry> passages) {
            points.reached(FaultPoint.BEFORE_REPLACE);
            index.replace(document, passages);
            points.reached(FaultPoint.REPLACED);
        }

        @Override
        public void delete(DocumentId document) {
            points.reached(FaultPoint.BEFORE_INDEX_DELETE);
            index.delete(document);
            points.reached(FaultPoint.INDEX_DELETED);
        }

        @Override
        public void commit(long ledgerPosition) {
            points.reached(FaultPoint.BEFORE_COMMIT);
            index.commit(ledgerPosition);
            points.reached(FaultPoint.COMMITTED);
        }

        @Override
        public void expunge() {
            points.reached(FaultPoint.BEFORE_EXPUNGE);
            index.expunge();
            points.reached(FaultPoint.EXPUNGED);
        }

        @Override
        public long ledgerPosition() {
            return index.ledgerPosition();
        }

        @Override
        public Snapshot snapshot() {
            return index.snapshot();
        }

        @Override
        public FileState files() {
            return index.files();
        }

        @Override
        public List<String> check() {
            return index.check();
        }

        @Override
        public void close() {
            index.close();
        }
    }
}
