package io.precinct99.access;

import io.github.bucket4j.Bucket;

/** Where the buckets of the limits are kept. Thread-safe. */
interface Buckets {
    /** The bucket of a key, made when it is new. */
    Bucket of(Limit limit, Quota quota, String key);
}
