/** The application as a whole: its JAX-RS root, its configuration, and the order in which its parts start and stop. */
package io.precinct99;
