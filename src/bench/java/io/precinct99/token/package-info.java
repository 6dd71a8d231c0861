/** Parts of the bench that need the inside of {@code token}. */
package io.precinct99.token;
