/**
 * A person's GitHub token and what is read with it. The token lives in the vault alone; the database knows that there is
 * one and since when. Calls go to one configured host over one connection each, end at a deadline whatever the other side
 * does, and believe nothing of the answer: size, time, type and members are checked before anything of it is passed on.
 */
package io.precinct99.github;
