package io.cloakroom.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.cloakroom.config.Settings;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * What is logged, to standard error.
 *
 * @param level key {@code log.level}: error, warn, info or debug; default info
 * @param format key {@code log.format}: text, or json with one object a line; default text
 */
public record LogConfig(LogLevel level, Format format) {
    /** From what on. */
    public enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    /** How a line looks. */
    public enum Format {
        TEXT,
        JSON
    }

    static LogConfig from(Settings settings) {
        return new LogConfig(
                settings.choice("log.level", LogLevel.class, LogLevel.INFO),
                settings.choice("log.format", Format.class, Format.TEXT));
    }

    /** For commands whose output says everything already. */
    public static LogConfig quiet() {
        return new LogConfig(LogLevel.ERROR, Format.TEXT);
    }

    /** Makes this process log so. Our own packages follow the level; libraries speak up from a warning on. */
    public void apply() {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setTarget("System.err");
        apply(appender);
    }

    /** The same, to a file's end. */
    public void applyTo(Path file) {
        var appender = new FileAppender<ILoggingEvent>();
        appender.setFile(file.toString());
        apply(appender);
    }

    private void apply(OutputStreamAppender<ILoggingEvent> appender) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) return;
        context.reset();
        appender.setContext(context);
        appender.setEncoder(encoder(context));
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        root.setLevel(level == LogLevel.ERROR ? Level.ERROR : Level.WARN);
        // It logs a stack trace where a port is taken, which whoever starts the listener says in a line.
        context.getLogger("io.helidon.webserver.LoomServer").setLevel(Level.OFF);
        context.getLogger("io.cloakroom").setLevel(Level.toLevel(level.name()));
    }

    private Encoder<ILoggingEvent> encoder(LoggerContext context) {
        return switch (format) {
            case TEXT -> {
                var encoder = new PatternLayoutEncoder();
                encoder.setContext(context);
                encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{0} %msg%n%ex{short}");
                encoder.start();
                yield encoder;
            }
            case JSON -> {
                var encoder = new JsonEncoder();
                encoder.setContext(context);
                encoder.start();
                yield encoder;
            }
        };
    }
}
