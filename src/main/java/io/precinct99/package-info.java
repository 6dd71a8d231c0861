/** The application as a whole: what exists only once and belongs to no single capability. */
package io.precinct99;
