package io.precinct99.operations;

/** Looks at the state of one part of this process. Reads memory only: calls nobody, waits for nothing. */
interface Check {
    Finding now();
}
