package io.cloakroom.userpool.trigger;

import io.cloakroom.http.Body;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A function that runs in this process, from a jar with a class loader of its own. As with Lambda no instance of its class
 * sees two events at a time; but what the class keeps in statics, all instances share.
 */
final class JarFunction implements Function {
    private final String name;
    private final HandlerMethod method;
    private final ConcurrentLinkedQueue<Object> idle = new ConcurrentLinkedQueue<>();

    private JarFunction(String name, HandlerMethod method) {
        this.name = name;
        this.method = method;
        this.idle.add(method.newInstance());
    }

    /** @throws IllegalStateException if there is no such jar, class or method, or no instance can be made */
    static JarFunction load(String name, Path jar, String handler) {
        return new JarFunction(name, HandlerMethod.find(name, HandlerJars.loader(name, jar), handler));
    }

    /** On a thread of the platform: one that never ends must not hold what virtual threads run on. */
    @Override
    public Reply call(byte[] event) {
        var task = new FutureTask<>(() -> run(event));
        var thread = Thread.ofPlatform().daemon().name("function " + name).unstarted(task);
        thread.setContextClassLoader(method.loader());
        thread.start();
        try {
            return new Reply.Returned(new Body(task.get(ANSWER_WITHIN.toNanos(), TimeUnit.NANOSECONDS)));
        } catch (TimeoutException late) {
            return new Reply.Unanswered(TIMED_OUT);
        } catch (ExecutionException failed) {
            return new Reply.Threw(words(failed.getCause()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Reply.Unanswered(TIMED_OUT);
        } finally {
            task.cancel(true);
        }
    }

    /** An instance that is late or broke is not used again. */
    private byte[] run(byte[] event) throws Exception {
        var kept = idle.poll();
        var instance = kept == null ? method.newInstance() : kept;
        var answer = method.call(instance, event, new HandlerContext(name, ANSWER_WITHIN));
        if (answer.length > ANSWER_BYTES_MAX) throw new IllegalStateException("the answer is longer than 1 MiB");
        if (!Thread.currentThread().isInterrupted()) idle.add(instance);
        return answer;
    }

    private static String words(@Nullable Throwable failure) {
        var cause = failure instanceof InvocationTargetException wrapped ? wrapped.getCause() : failure;
        if (cause == null) return "Unhandled";
        var message = cause.getMessage();
        return message == null ? cause.getClass().getName() : message;
    }
}
