/**
 * Keeps the documents true: README, CONTRIBUTING and the pages of {@code src/docs}. What they say about keys, defaults,
 * metrics, messages, files and tests is compared with the code; what they tell people to type is typed here, or stands in
 * {@code src/docs/commands.tsv} with the reason why not.
 *
 * <p>Where a part of a page follows from the code, {@code mvn test -Dtest='io.precinct99.docs.*Test' -Ddocs.write=true} writes
 * it anew.
 */
package io.precinct99.docs;
