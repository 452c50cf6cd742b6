package io.cloakroom.local.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several calls at once. */
public final class Together {
    private Together() {}

    /**
     * Makes all calls, each on a thread of its own, and waits for all.
     *
     * @return their answers, in the order of the calls
     * @throws RuntimeException as the first of them threw it, when all have ended
     */
    public static <T> List<T> call(List<? extends Callable<T>> calls) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<T>();
            for (var call : threads.invokeAll(calls)) answers.add(answer(call));
            return answers;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException("we are stopping");
        }
    }

    private static <T> T answer(Future<T> call) throws InterruptedException {
        try {
            return call.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException fault) throw fault;
            if (failed.getCause() instanceof Error error) throw error;
            throw new IllegalStateException(failed.getCause());
        }
    }
}
