package dev.recto.serve.mcp;

/** The JSON schemas of what the tools take and give (JSON Schema 2020-12). */
final class ToolSchemas {
    static final String ASK = """
            {"type": "object", "additionalProperties": false, "required": ["question"], "properties": {
              "question": {"type": "string", "minLength": 1, "description": "What to ask, in English or Chinese."},
              "collection": {"type": "string", "description": "Which collection; \\"default\\" where none is named."},
              "filter": {"type": "object", "additionalProperties": {"type": "string"},
                         "description": "Only documents with this metadata, such as {\\"folder\\": \\"contracts\\"}."},
              "limit": {"type": "integer", "minimum": 1, "maximum": 100, "description": "Passages of evidence at most; 10 unless told."}}}""";

    static final String LIST = """
            {"type": "object", "additionalProperties": false, "properties": {
              "collection": {"type": "string", "description": "Which collection; \\"default\\" where none is named."},
              "limit": {"type": "integer", "minimum": 1, "maximum": 200, "description": "Documents at most; 50 unless told."},
              "cursor": {"type": "string", "description": "The \\"next\\" of the list before."}}}""";

    static final String READ = """
            {"type": "object", "additionalProperties": false, "required": ["document"], "properties": {
              "collection": {"type": "string", "description": "Which collection; \\"default\\" where none is named."},
              "document": {"type": "string", "description": "The document's id, such as d_1."},
              "page": {"type": "integer", "minimum": 1,
                       "description": "Which page, slide, sheet or chapter, from 1; 1 unless told."}}}""";

    private static final String PASSAGE = """
            {"type": "object", "required": ["passage", "document", "name", "part", "score", "text", "uri"], "properties": {
              "passage": {"type": "string"}, "document": {"type": "string"}, "name": {"type": "string"},
              "part": {"type": "integer"}, "page": {"type": ["integer", "null"]}, "section": {"type": ["string", "null"]},
              "score": {"type": "number"}, "lexical": {"type": "number"}, "dense": {"type": "number"},
              "text": {"type": "string"}, "uri": {"type": "string"}, "url": {"type": "string"}}}""";

    static final String ANSWER = """
            {"type": "object", "required": ["id", "question", "outcome", "confidence", "sentences", "citations", "evidence"],
             "properties": {
              "id": {"type": "string"}, "question": {"type": "string"}, "outcome": {"enum": ["grounded", "not_found"]},
              "confidence": {"type": "number"}, "answerer": {"type": "string"},
              "sentences": {"type": "array", "items": {"type": "object", "required": ["text", "supported", "citations"],
                "properties": {"text": {"type": "string"}, "supported": {"type": "boolean"},
                               "citations": {"type": "array", "items": {"type": "integer"}}}}},
              "citations": {"type": "array", "items": {"type": "object",
                "required": ["id", "document", "name", "part", "quote", "start", "end", "passage", "uri"],
                "properties": {"id": {"type": "integer"}, "document": {"type": "string"}, "name": {"type": "string"},
                  "part": {"type": "integer"}, "page": {"type": ["integer", "null"]}, "section": {"type": ["string", "null"]},
                  "quote": {"type": "string"}, "start": {"type": "integer"}, "end": {"type": "integer"},
                  "passage": {"type": "string"}, "uri": {"type": "string"}, "url": {"type": "string"}}}},
              "evidence": {"type": "array", "items": %s}}}""".formatted(PASSAGE);

    static final String EVIDENCE = """
            {"type": "object", "required": ["question", "evidence"], "properties": {
              "question": {"type": "string"}, "generation": {"type": "integer"},
              "evidence": {"type": "array", "items": %s}}}""".formatted(PASSAGE);

    static final String DOCUMENTS = """
            {"type": "object", "required": ["documents", "next"], "properties": {
              "documents": {"type": "array", "items": {"type": "object", "required": ["id", "name", "key", "state", "parts"],
                "properties": {"id": {"type": "string"}, "name": {"type": "string"}, "key": {"type": "string"},
                  "state": {"type": "string"}, "parts": {"type": "integer"}, "passages": {"type": "integer"}}}},
              "next": {"type": ["string", "null"]}}}""";

    static final String PAGE = """
            {"type": "object", "required": ["document", "name", "number", "kind", "text", "parts", "uri"], "properties": {
              "document": {"type": "string"}, "name": {"type": "string"}, "number": {"type": "integer"},
              "kind": {"type": "string"}, "label": {"type": ["string", "null"]}, "parts": {"type": "integer"},
              "text": {"type": "string"}, "uri": {"type": "string"}, "url": {"type": "string"}}}""";

    private ToolSchemas() {}
}
