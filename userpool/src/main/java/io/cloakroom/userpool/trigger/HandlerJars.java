package io.cloakroom.userpool.trigger;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens the jars of a function. It sees the JDK and itself, and neither this pool's classes nor another function's. */
final class HandlerJars {
    private static final int JARS_MAX = 500;

    private HandlerJars() {}

    /** Stays open as long as the process lives. */
    static ClassLoader loader(String name, Path jar) {
        try {
            var jars = Files.isDirectory(jar) ? list(jar) : List.of(jar);
            if (jars.isEmpty() || jars.size() > JARS_MAX || !Files.isReadable(jars.getFirst())) {
                throw new IllegalStateException(
                        "functions." + name + ".jar: " + jar + ": no jar, or folder of 1 to 500 jars");
            }
            return new URLClassLoader("function " + name, urls(jars), ClassLoader.getPlatformClassLoader());
        } catch (IOException fault) {
            throw new IllegalStateException("functions." + name + ".jar: " + jar + ": cannot be read", fault);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static URL[] urls(List<Path> jars) throws MalformedURLException {
        var urls = new ArrayList<URL>();
        for (var jar : jars) urls.add(jar.toUri().toURL());
        return urls.toArray(URL[]::new);
    }
}
