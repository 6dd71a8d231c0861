package io.precinct99.stage.spiffe;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** A directory (0700) that one process at a time holds; each file in it is replaced as a whole. */
final class StateDirectory implements AutoCloseable {

    private final Path directory;
    private final FileChannel lockFile;

    private StateDirectory(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    static StateDirectory open(Path directory) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel lockFile =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(lockFile)) {
            lockFile.close();
            throw new IOException("another trust domain works in state directory " + directory);
        }
        return new StateDirectory(directory, lockFile);
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    Optional<String> read(String name) throws IOException {
        return Files.exists(file(name)) ? Optional.of(Files.readString(file(name))) : Optional.empty();
    }

    /** Readable by the owner only. */
    void writeSecret(String name, String content) throws IOException {
        write(name, content, "rw-------");
    }

    void writePublic(String name, String content) throws IOException {
        write(name, content, "rw-r--r--");
    }

    /** Gives the directory to the next process. */
    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private void write(String name, String content, String permissions) throws IOException {
        Path fresh = Files.createTempFile(directory, name, ".new");
        Files.writeString(fresh, content);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(permissions));
        Files.move(fresh, file(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean locked(FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }
}
