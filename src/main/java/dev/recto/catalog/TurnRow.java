package dev.recto.catalog;

import java.time.Instant;

/**
 * One question of a conversation with what was answered.
 *
 * @param number its place, from 1
 * @param question as it was asked
 * @param standalone as it was looked up: with what it left to the turns before put in
 * @param answer the answer's id; the answer itself may be gone
 * @param said the answer's sentences; empty where it was "not found", or where a document that they rest on was deleted
 * @param at when it was answered
 */
public record TurnRow(int number, String question, String standalone, String answer, String said, Instant at) {}
