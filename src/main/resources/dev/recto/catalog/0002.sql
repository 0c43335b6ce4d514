-- each question first asks whether any document is ahead of the index
CREATE INDEX document_commit ON document (collection, commit_position);
