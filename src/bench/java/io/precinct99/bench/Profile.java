package io.precinct99.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** A JFR recording of a server under load, and what it says: who runs, and what of it is ours. */
final class Profile {
    private static final String OURS = "io.precinct99.";
    private static final int LINES = 25;

    private Profile() {}

    /** Something to do while the recording runs. */
    interface Work {
        Object run() throws IOException;
    }

    static Path record(long pid, Work work) throws IOException {
        Path file = Path.of("target", "bench", "profile.jfr").toAbsolutePath();
        jcmd(pid, "JFR.start", "name=bench", "settings=profile");
        work.run();
        jcmd(pid, "JFR.stop", "name=bench", "filename=" + file);
        return file;
    }

    static void print(Path recording, Report report) throws IOException {
        Map<String, Integer> libraries = new TreeMap<>();
        Map<String, Integer> ours = new TreeMap<>();
        int samples = 0;
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                boolean sample = event.getEventType().getName().equals("jdk.ExecutionSample");
                if (sample && event.getStackTrace() != null) {
                    samples++;
                    List<RecordedFrame> stack = event.getStackTrace().getFrames();
                    libraries.merge(library(stack), 1, Integer::sum);
                    methodsOfOurs(stack).forEach(method -> ours.merge(method, 1, Integer::sum));
                }
            }
        }
        report.title("Profile: " + samples + " samples, details in " + recording);
        table("by the library nearest to the running method", libraries, samples, report);
        table("our methods, with what they call", ours, samples, report);
    }

    private static void table(String title, Map<String, Integer> counts, int samples, Report report) {
        report.say("  %s", title);
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(LINES)
                .forEach(entry -> report.say("  %5.1f %%  %s", 100.0 * entry.getValue() / samples, entry.getKey()));
    }

    private static Set<String> methodsOfOurs(List<RecordedFrame> stack) {
        Set<String> methods = new HashSet<>();
        for (RecordedFrame frame : stack) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith(OURS)) {
                methods.add(
                        type.substring(OURS.length()) + "." + frame.getMethod().getName());
            }
        }
        return methods;
    }

    /** The first three parts of the name of the first type that is not Java's. */
    private static String library(List<RecordedFrame> stack) {
        for (RecordedFrame frame : stack) {
            String type = frame.getMethod().getType().getName();
            if (!type.matches("(java|javax|jdk|sun|jakarta)\\..*")) {
                String[] parts = type.split("\\.");
                return String.join(".", List.of(parts).subList(0, Math.min(parts.length - 1, 4)));
            }
        }
        return "java";
    }

    private static void jcmd(long pid, String... command) throws IOException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        List<String> line = new java.util.ArrayList<>(List.of(program.toString(), String.valueOf(pid)));
        line.addAll(List.of(command));
        try {
            int status = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IOException("jcmd " + command[0] + " ended with " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
