package io.precinct99.problem;

/** One broken rule of one member of a request. The message never repeats the value. */
public record FieldError(String field, String message) {}
