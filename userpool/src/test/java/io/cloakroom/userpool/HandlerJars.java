package io.cloakroom.userpool;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.CognitoUserPoolPreSignUpEvent;
import io.cloakroom.userpool.handlers.Gatekeeper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Folders with a function's jars, as a build of it would leave them. */
final class HandlerJars {
    private HandlerJars() {}

    /** The handlers of the package {@code handlers} in one jar, and what they need from AWS beside it. */
    static Path folder() {
        try {
            var folder = Files.createDirectories(SeededFolder.newFolder());
            var classes = place(Gatekeeper.class);
            try (var jar = new JarOutputStream(Files.newOutputStream(folder.resolve("handlers.jar")));
                    var files = Files.list(classes.resolve("io/cloakroom/userpool/handlers"))) {
                for (var file : files.toList()) {
                    jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                    Files.copy(file, jar);
                }
            }
            for (var library : new Class<?>[] {RequestHandler.class, CognitoUserPoolPreSignUpEvent.class}) {
                Files.copy(place(library), folder.resolve(place(library).getFileName()));
            }
            return folder;
        } catch (IOException fault) {
            throw new AssertionError("no jars", fault);
        }
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
