package io.precinct99.operations;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * SIGTERM, heard before the server hears it. A shutdown hook comes too late for that: the server stops listening in one of its
 * own, at the same moment. Java offers only {@code sun.misc.Signal} (module jdk.unsupported), which is called by reflection,
 * because the compiler warns of it and cannot be told not to.
 */
final class TerminationSignal implements AutoCloseable {
    private final Runnable before;
    private final Object signal;
    private final Method handle;
    private final Object server;

    /**
     * @param before runs when the signal comes, on a thread of its own for each; then the server hears it
     * @throws ReflectiveOperationException where the JVM offers no signals, or keeps this one for itself (-Xrs)
     */
    TerminationSignal(Runnable before) throws ReflectiveOperationException {
        this.before = before;
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Class<?> type = Class.forName("sun.misc.Signal");
        this.signal = type.getConstructor(String.class).newInstance("TERM");
        this.handle = type.getMethod("handle", type, handler);
        Method toServer = handler.getMethod("handle", type);
        // The JVM's handler is known only after ours is in place: until then nobody may hear the signal.
        synchronized (this) {
            this.server = handle.invoke(null, signal, ours(handler, toServer));
        }
    }

    private Object ours(Class<?> handler, Method toServer) {
        return Proxy.newProxyInstance(
                TerminationSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    if (!method.equals(toServer)) {
                        return method.invoke(this, arguments); // equals, hashCode, toString
                    }
                    before.run();
                    return toServer.invoke(heard(), arguments);
                });
    }

    private synchronized Object heard() {
        return server;
    }

    /** From now on the server alone hears it: nothing of a stopped application stays behind in the JVM. */
    @Override
    public void close() {
        try {
            handle.invoke(null, signal, server);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
