/** STUB: the only speaker of the vault's API. */
package io.precinct99.vault;
