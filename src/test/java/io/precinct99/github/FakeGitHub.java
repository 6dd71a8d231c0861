package io.precinct99.github;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks HTTP/1.1 as GitHub's API does, or as no server should. One request a connection; ends with {@link #close}. */
public final class FakeGitHub implements AutoCloseable {
    static final String USER = """
            {"login":"jake","id":99,"avatar_url":"https://avatars.githubusercontent.com/u/99",
             "html_url":"https://github.com/jake","name":"Jake Peralta","company":"NYPD","blog":"","location":null,
             "email":null,"bio":null,"public_repos":8,"followers":20,"following":0,
             "created_at":"2013-09-17T20:30:00Z","plan":{"name":"pro"}}""";
    static final String REPOSITORY = """
            {"id":1296269,"name":"ninety-nine","full_name":"jake/ninety-nine","description":null,"private":true,
             "html_url":"https://github.com/jake/ninety-nine","created_at":"2013-09-17T20:30:00Z",
             "updated_at":"2026-11-01T08:00:00Z","language":"Java","stargazers_count":99,"forks_count":9,
             "owner":{"login":"jake"}}""";

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "fake-github");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile GithubFault fault = GithubFault.NONE;
    private volatile int faultsLeft;

    /** On a socket of the caller's, for example one with TLS. */
    FakeGitHub(ServerSocket server) {
        this.server = server;
        threads.execute(this::accept);
    }

    /** On a free port of loopback. */
    public static FakeGitHub start() throws IOException {
        return new FakeGitHub(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on. */
    void inject(GithubFault next) {
        inject(next, Integer.MAX_VALUE);
    }

    /** For so many requests. */
    void inject(GithubFault next, int times) {
        faultsLeft = times;
        fault = next;
    }

    /** Heads of requests, as they came. */
    List<String> requests() {
        return requests;
    }

    /** Connections at this moment. */
    int connections() {
        return open.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        open.incrementAndGet();
        try (socket) {
            socket.setSoTimeout(30_000);
            String head = head(socket.getInputStream());
            if (!head.isEmpty()) {
                requests.add(head);
                if (answer(head, socket.getOutputStream()) == GithubFault.SLOW) {
                    socket.getInputStream().read(); // until the client hangs up
                }
            }
        } catch (IOException hungUp) {
            // what a client that is fed up does
        } finally {
            open.decrementAndGet();
        }
    }

    private GithubFault answer(String head, OutputStream out) throws IOException {
        GithubFault now;
        synchronized (this) {
            now = faultsLeft > 0 ? fault : GithubFault.NONE;
            faultsLeft--;
        }
        if (now != GithubFault.NONE) {
            now.answer(head, out);
            return now;
        }
        boolean list = head.contains(" /user/repos?");
        String link = "<https://api.github.com/user/repos?page=3&per_page=2>; rel=\"next\"\r\n";
        send(out, "200 OK", list ? "Link: " + link : "", list ? "[" + REPOSITORY + "]" : USER);
        return now;
    }

    static void send(OutputStream out, String status, String headers, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        write(
                out,
                "HTTP/1.1 " + status + "\r\nContent-Type: application/json; charset=utf-8\r\n" + headers
                        + "Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n");
        out.write(body);
        out.flush();
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.append((char) c);
            if (head.length() > 3 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }
}
