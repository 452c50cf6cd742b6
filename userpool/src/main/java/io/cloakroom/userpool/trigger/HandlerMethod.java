package io.cloakroom.userpool.trigger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The method of a class that takes events, found by its name and form, as Lambda finds it, so that the class need not know
 * us and brings AWS's interfaces along or does without.
 *
 * <p>First an event: a stream, a map, or a class with properties. Then, if it likes, a stream to write to. Last, if it likes,
 * Lambda's {@code Context}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">Lambda, define function handlers in Java</a>
 */
final class HandlerMethod {
    private static final String METHOD = "handleRequest";
    private static final String CONTEXT = "com.amazonaws.services.lambda.runtime.Context";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final String place;
    private final Class<?> type;
    private final Method method;

    private HandlerMethod(String place, Class<?> type, Method method) {
        this.place = place;
        this.type = type;
        this.method = method;
    }

    static HandlerMethod find(String name, ClassLoader loader, String handler) {
        var place = "functions." + name + ".handler: ";
        var parts = handler.split("::", 2);
        var wanted = parts.length == 2 ? parts[1] : METHOD;
        try {
            var type = Class.forName(parts[0], true, loader);
            var method = method(type, wanted)
                    .orElseThrow(() -> new IllegalStateException(
                            place + parts[0] + " has no public method " + wanted + " that takes an event"));
            return new HandlerMethod(place, type, method);
        } catch (ClassNotFoundException | LinkageError absent) {
            throw new IllegalStateException(place + "no class " + parts[0] + " that can be loaded", absent);
        }
    }

    /** Not the one that the compiler made for an interface's sake: that one has lost its types. */
    private static Optional<Method> method(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && isHandler(method))
                .min(Comparator.comparing(Method::isBridge)
                        .thenComparing(Method::getParameterCount, Comparator.reverseOrder()));
    }

    private static boolean isHandler(Method method) {
        var types = method.getParameterTypes();
        return switch (types.length) {
            case 1 -> true;
            case 2 -> isContext(types[1]) || takesStreams(types);
            case 3 -> isContext(types[2]) && takesStreams(types);
            default -> false;
        };
    }

    private static boolean isContext(Class<?> type) {
        return type.getName().equals(CONTEXT);
    }

    private static boolean takesStreams(Class<?>[] types) {
        return types[0] == InputStream.class && types[1] == OutputStream.class;
    }

    ClassLoader loader() {
        return type.getClassLoader();
    }

    /** @throws IllegalStateException if the class cannot be made, or breaks while it is */
    Object newInstance() {
        try {
            return type.getConstructor().newInstance();
        } catch (InvocationTargetException broken) {
            throw new IllegalStateException(place + type.getName() + " breaks when it is made", broken.getCause());
        } catch (ReflectiveOperationException | LinkageError fault) {
            throw new IllegalStateException(
                    place + type.getName() + " needs a public constructor without parameters", fault);
        }
    }

    byte[] call(Object instance, byte[] event, HandlerContext context) throws Exception {
        var types = method.getParameterTypes();
        var out = new ByteArrayOutputStream();
        var arguments = new Object[types.length];
        for (var i = 0; i < types.length; i++) {
            if (isContext(types[i])) arguments[i] = context.as(types[i]);
            else arguments[i] = i == 0 ? input(types[0], event) : out;
        }
        var target = Modifier.isStatic(method.getModifiers()) ? null : instance;
        var answer = method.invoke(target, arguments);
        return takesOut(types) ? out.toByteArray() : output(answer);
    }

    private static boolean takesOut(Class<?>[] types) {
        return types.length > 1 && takesStreams(types);
    }

    private Object input(Class<?> wanted, byte[] event) {
        if (wanted == InputStream.class) return new ByteArrayInputStream(event);
        return MAPPER.readValue(event, MAPPER.constructType(method.getGenericParameterTypes()[0]));
    }

    private static byte[] output(@Nullable Object answer) {
        return MAPPER.writeValueAsBytes(answer);
    }
}
