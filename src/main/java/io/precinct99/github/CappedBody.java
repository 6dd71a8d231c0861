package io.precinct99.github;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that ends by itself, by its cap, or by the deadline. For one thread. */
final class CappedBody extends FilterInputStream {
    static final long CAP = 10L << 20;

    private final Deadline deadline;
    private long left = CAP;

    CappedBody(InputStream body, Deadline deadline) {
        super(body);
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        deadline.check();
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        deadline.check();
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) {
        left -= read;
        if (left < 0) {
            throw new GithubAway.Senseless("the answer is larger than 10 MiB");
        }
    }
}
