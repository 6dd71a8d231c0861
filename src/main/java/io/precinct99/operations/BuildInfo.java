package io.precinct99.operations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which program this is, as the build wrote it down. */
record BuildInfo(String name, String version) {
    static final BuildInfo CURRENT = read();

    private static BuildInfo read() {
        try (InputStream written = BuildInfo.class.getResourceAsStream("build.properties")) {
            Properties build = new Properties();
            build.load(written);
            return new BuildInfo(build.getProperty("name"), build.getProperty("version"));
        } catch (IOException e) {
            throw new UncheckedIOException("The build information cannot be read", e);
        }
    }
}
