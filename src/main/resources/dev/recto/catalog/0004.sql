-- how often the document was received: work on an earlier reception must not pass for work on the newest
ALTER TABLE document ADD COLUMN reception INTEGER NOT NULL DEFAULT 0;
-- whether its file is to be read anew although what was read of it before is kept
ALTER TABLE document ADD COLUMN anew INTEGER NOT NULL DEFAULT 0;
-- the queue: small, however many documents there are
CREATE INDEX document_queue ON document (received, collection) WHERE state IN ('RECEIVED', 'READING', 'EMBEDDING');

CREATE TABLE job (
    position   INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL UNIQUE,
    collection TEXT NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    asker      TEXT NOT NULL,
    created    INTEGER NOT NULL,
    finished   INTEGER
) STRICT;
CREATE INDEX job_collection ON job (collection, position);

CREATE TABLE job_document (
    job      INTEGER NOT NULL REFERENCES job (position) ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    version  INTEGER NOT NULL,
    done     INTEGER NOT NULL DEFAULT 0,
    outcome  TEXT,
    sentence TEXT,
    PRIMARY KEY (job, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_document_document ON job_document (document);
CREATE INDEX job_document_open ON job_document (job) WHERE done = 0;

-- whoever ends the work on a document, its jobs go on in the same transaction
CREATE TRIGGER job_goes_on AFTER UPDATE OF state ON document WHEN NEW.state IN ('INDEXED', 'FAILED', 'DELETED') BEGIN
    UPDATE job_document SET done = 1, outcome = NEW.outcome, sentence = NEW.sentence WHERE document = NEW.id AND done = 0;
    UPDATE job SET finished = NEW.changed
        WHERE finished IS NULL
            AND position IN (SELECT job FROM job_document WHERE document = NEW.id)
            AND NOT EXISTS (SELECT 1 FROM job_document WHERE job = job.position AND done = 0);
END;
