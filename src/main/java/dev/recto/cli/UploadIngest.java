package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestRequest;

/** Takes files in through a service elsewhere. */
record UploadIngest(ServiceClient service, String collection) {
    JsonNode ingest(IngestRequest request, IngestListener listener) throws InterruptedException {
        throw CommandException.failed("x");
    }
}
