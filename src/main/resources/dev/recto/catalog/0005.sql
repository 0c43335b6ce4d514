-- what chat models read and wrote, by day (UTC), asker, collection and model; an answer's own count stands in the answer.
-- no foreign keys: what was spent stays spent when a key or a collection goes
CREATE TABLE usage (
    day               TEXT NOT NULL,
    asker             TEXT NOT NULL,
    collection        TEXT NOT NULL,
    model             TEXT NOT NULL,
    currency          TEXT NOT NULL,
    answers           INTEGER NOT NULL,
    degraded          INTEGER NOT NULL,
    estimated         INTEGER NOT NULL,
    prompt_tokens     INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    cost              REAL NOT NULL,
    PRIMARY KEY (day, asker, collection, model, currency)
) STRICT, WITHOUT ROWID;
CREATE INDEX usage_asker ON usage (asker, day);
