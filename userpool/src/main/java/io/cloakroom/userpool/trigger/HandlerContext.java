package io.cloakroom.userpool.trigger;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lambda's {@code Context} and its logger, whichever of their versions a handler brings along. */
final class HandlerContext {
    private static final int MEMORY_MIB = 128;

    private final String name;
    private final String request = UUID.randomUUID().toString();
    private final long end;

    HandlerContext(String name, Duration within) {
        this.name = name;
        this.end = System.nanoTime() + within.toNanos();
    }

    Object as(Class<?> context) {
        return Proxy.newProxyInstance(
                context.getClassLoader(), new Class<?>[] {context}, (_, method, _) -> answer(method));
    }

    private @Nullable Object answer(Method method) {
        return switch (method.getName()) {
            case "getAwsRequestId" -> request;
            case "getFunctionName", "getLogStreamName" -> name;
            case "getLogGroupName" -> "/aws/lambda/" + name;
            case "getFunctionVersion" -> "$LATEST";
            case "getInvokedFunctionArn" -> "arn:aws:lambda:local:000000000000:function:" + name;
            case "getRemainingTimeInMillis" ->
                (int) Math.max(0, Duration.ofNanos(end - System.nanoTime()).toMillis());
            case "getMemoryLimitInMB" -> MEMORY_MIB;
            case "getLogger" -> logger(method.getReturnType());
            case "toString" -> "Context[" + name + "]";
            case "hashCode" -> System.identityHashCode(this);
            default -> standIn(method);
        };
    }

    private static @Nullable Object standIn(Method method) {
        return method.getReturnType() == boolean.class ? Boolean.FALSE : null;
    }

    /** What a function logs is its owner's own affair, and goes where the pool's lines go. */
    private Object logger(Class<?> type) {
        var log = LoggerFactory.getLogger("function." + name);
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
            if (method.getName().equals("log") && arguments != null) log(log, arguments[0]);
            return standIn(method);
        });
    }

    private static void log(Logger log, Object line) {
        log.info("{}", line instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : line);
    }
}
