package io.precinct99.stage.spiffe;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** The place of a Unix domain socket in the file system. */
final class SocketFile {

    /** {@code sun_path} of Linux holds 108 bytes, the last of which is NUL. */
    private static final int LONGEST_PATH = 107;

    private final Path path;

    SocketFile(Path path) {
        this.path = path.toAbsolutePath().normalize();
        int bytes = this.path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_PATH) {
            throw new IllegalArgumentException(
                    "socket path has " + bytes + " bytes, at most " + LONGEST_PATH + " are possible: " + this.path);
        }
    }

    Path path() {
        return path;
    }

    /**
     * Makes the path free: creates its directory (0700), removes what a killed predecessor left.
     *
     * @throws BindException when somebody answers there, or something that is no socket stands there
     */
    void claim() throws IOException {
        Files.createDirectories(
                path.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new BindException(path + " is no socket");
        }
        if (answers()) {
            throw new BindException("somebody already serves " + path);
        }
        remove();
    }

    void remove() throws IOException {
        Files.deleteIfExists(path);
    }

    private boolean answers() throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // A frozen owner with a full backlog would block a waiting connect for ever.
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException nobodyListens) {
            return false;
        }
    }
}
