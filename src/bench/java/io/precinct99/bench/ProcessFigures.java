package io.precinct99.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Linux says about a process: CPU time used so far (user and system, see proc(5)), resident memory now and at most.
 */
record ProcessFigures(double cpuSeconds, long residentMiB, long peakMiB) {
    /** USER_HZ; 100 on every Linux that Java runs on. */
    private static final double TICKS = 100;

    static ProcessFigures of(long pid) throws IOException {
        Path process = Path.of("/proc", String.valueOf(pid));
        String stat = Files.readString(process.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
        String status = Files.readString(process.resolve("status"));
        return new ProcessFigures(cpu, mebibytes(status, "VmRSS:"), mebibytes(status, "VmHWM:"));
    }

    private static long mebibytes(String status, String key) {
        return status.lines()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
