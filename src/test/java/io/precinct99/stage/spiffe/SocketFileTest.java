package io.precinct99.stage.spiffe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {

    @TempDir
    Path directory;

    @Test
    void directoryIsMadeForTheOwner() throws Exception {
        Path path = directory.resolve("made/api.sock");

        new SocketFile(path).claim();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void socketOfAKilledPredecessorIsRemoved() throws Exception {
        Path path = directory.resolve("api.sock");
        listen(path).close();
        assertThat(path).exists();

        new SocketFile(path).claim();

        assertThat(path).doesNotExist();
    }

    @Test
    void servedSocketIsRefused() throws Exception {
        Path path = directory.resolve("api.sock");
        ServerSocketChannel predecessor = listen(path);

        assertThatThrownBy(() -> new SocketFile(path).claim())
                .isInstanceOf(BindException.class)
                .hasMessageContaining("already serves");

        predecessor.close();
    }

    @Test
    void ordinaryFileIsNeverRemoved() throws Exception {
        Path path = Files.createFile(directory.resolve("notes"));

        assertThatThrownBy(() -> new SocketFile(path).claim()).hasMessageContaining("is no socket");
        assertThat(path).exists();
    }

    @Test
    void tooLongPathIsRefused() {
        Path longest = Path.of("/" + "x".repeat(106));

        assertThat(new SocketFile(longest).path()).isEqualTo(longest);
        assertThatThrownBy(() -> new SocketFile(Path.of("/" + "x".repeat(105) + "é")))
                .hasMessageContaining("108 bytes, at most 107");
    }

    private static ServerSocketChannel listen(Path path) throws Exception {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(path));
        return channel;
    }
}
