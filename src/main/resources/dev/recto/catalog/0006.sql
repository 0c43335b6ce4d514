-- what somebody asked one after the other; it is its asker's alone
CREATE TABLE conversation (
    position   INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL UNIQUE,
    collection TEXT NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    asker      TEXT NOT NULL,
    title      TEXT NOT NULL,
    created    INTEGER NOT NULL,
    changed    INTEGER NOT NULL
) STRICT;
CREATE INDEX conversation_asker ON conversation (collection, asker, position);

CREATE TABLE turn (
    position     INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL REFERENCES conversation (position) ON DELETE CASCADE,
    number       INTEGER NOT NULL,
    question     TEXT NOT NULL,
    standalone   TEXT NOT NULL,
    answer       TEXT NOT NULL,
    said         TEXT NOT NULL,
    at           INTEGER NOT NULL,
    UNIQUE (conversation, number)
) STRICT;

-- every document whose words an answer may hold
CREATE TABLE turn_document (
    turn     INTEGER NOT NULL REFERENCES turn (position) ON DELETE CASCADE,
    document TEXT NOT NULL,
    PRIMARY KEY (turn, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX turn_document_document ON turn_document (document);

-- a deleted document's words live on nowhere: what was said from it goes in the same transaction, the question stays
CREATE TRIGGER turn_said_goes AFTER UPDATE OF state ON document WHEN NEW.state = 'DELETED' BEGIN
    UPDATE turn SET said = '', standalone = question
        WHERE position IN (SELECT turn FROM turn_document WHERE document = NEW.id);
END;
