package io.cloakroom.cli.report;

import io.cloakroom.aws.Complaint;
import io.cloakroom.upstream.UpstreamException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Why a system or a file let us down, in the words of whoever has to mend it. Nothing of an answer stands in them but AWS's
 * codes.
 */
public final class Reasons {
    private static final int CAUSES_MAX = 10;
    /** What a file is called until it is whole; nobody typed that. */
    private static final Pattern DRAFT = Pattern.compile("(\\.partial|\\.([0-9]+\\.)?draft)$");

    private Reasons() {}

    public static String of(UpstreamException failure) {
        return switch (failure) {
            case UpstreamException.Malformed malformed -> String.valueOf(malformed.getMessage());
            case UpstreamException.Unavailable unavailable -> unavailable.getMessage() + detail(unavailable);
        };
    }

    public static String of(IOException failure) {
        if (!(failure instanceof FileSystemException fault) || fault.getFile() == null)
            return String.valueOf(failure.getMessage());
        var file = DRAFT.matcher(fault.getFile()).replaceFirst("");
        return switch (fault) {
            case NoSuchFileException _ -> missing(Path.of(file));
            case AccessDeniedException _ -> file + (isClosed(file) ? ": may not be read" : ": may not be written");
            case FileAlreadyExistsException _ -> file + ": is there already, and is never written over";
            default -> file + ": " + Objects.requireNonNullElse(fault.getReason(), "cannot be used");
        };
    }

    private static String missing(Path file) {
        var folder = file.toAbsolutePath().getParent();
        return folder == null || Files.isDirectory(folder) ? file + ": no such file" : file + ": no such folder";
    }

    private static boolean isClosed(String file) {
        return Files.exists(Path.of(file)) && !Files.isReadable(Path.of(file));
    }

    private static String detail(Throwable failure) {
        return Complaint.in(failure).map(Reasons::words).orElseGet(() -> unanswered(failure));
    }

    private static String words(Complaint complaint) {
        return switch (complaint) {
            case Complaint.NoCredentials _ ->
                ": there are no credentials for AWS on this machine; run where the gateway's role is, or name a profile by "
                        + "AWS_PROFILE";
            case Complaint.NoTable _ -> ": a table is missing; ./cloakroom tables create makes it";
            case Complaint.Refused(var code, var right) ->
                ": it refuses, " + code
                        + right.map(name -> "; whoever runs this needs " + name).orElse("");
        };
    }

    private static String unanswered(Throwable failure) {
        if (isCausedBy(failure, UnresolvedAddressException.class) || isCausedBy(failure, UnknownHostException.class)) {
            return ": no such host";
        }
        if (isCausedBy(failure, SSLException.class)) return ": its certificate is not one that this machine trusts";
        if (isCausedBy(failure, ConnectException.class)) return ": nothing takes connections there";
        return isCausedBy(failure, TimeoutException.class) ? ": not in time" : "";
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> kind) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES_MAX)
                .anyMatch(kind::isInstance);
    }
}
