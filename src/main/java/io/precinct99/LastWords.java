package io.precinct99;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Logger;

/**
 * The log until the very end. At SIGTERM a shutdown hook of java.util.logging takes the handlers away from every logger at once,
 * while the server still stops: what the application says then would be lost. The server's handler itself works on.
 */
final class LastWords {
    private final Logger root;
    private final Logger ours; // held, or java.util.logging forgets it
    private final List<Handler> handlers;

    /** Remembers where log entries go: for the start. */
    LastWords() {
        this(Logger.getLogger(""), Logger.getLogger(LastWords.class.getPackageName()));
    }

    LastWords(Logger root, Logger ours) {
        this.root = root;
        this.ours = ours;
        this.handlers = List.of(root.getHandlers());
    }

    /** Lets our own loggers speak there again, and nobody else's: the levels that keep libraries quiet are gone as well. */
    void allow() {
        if (root.getHandlers().length == 0) {
            handlers.forEach(ours::addHandler);
        }
    }
}
