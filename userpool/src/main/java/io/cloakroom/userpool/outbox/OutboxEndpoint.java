package io.cloakroom.userpool.outbox;

import io.cloakroom.http.Body;
import io.cloakroom.http.Handler;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.userpool.pages.OutboxView;
import io.cloakroom.userpool.pages.Pages;
import io.cloakroom.userpool.store.AdminKey;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.Message.Medium;
import io.cloakroom.userpool.store.Messages.Kept;
import io.cloakroom.userpool.store.Messages.State;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /outbox}: the newest messages, as a page or, to who asks for it, as JSON. Codes stand in them, so that it is for
 * this machine and for the admin key (HTTP Basic, which browsers ask for) alone. A proxy on this machine makes everybody
 * look near: then the key is what remains.
 */
public final class OutboxEndpoint implements Handler {
    public static final String PATH = "/outbox";

    private static final int MESSAGES_MAX = 100;
    private static final String BASIC = "Basic ";

    private final Database database;
    private final AdminKey key;
    private final Pages pages;

    public OutboxEndpoint(Database database, AdminKey key, Pages pages) {
        this.database = database;
        this.key = key;
        this.pages = pages;
    }

    @Override
    public Response handle(Request request) {
        if (!isNear(request)) return refusal(403, "The outbox is shown on its own machine only.");
        if (!hasKey(request)) {
            return refusal(401, "User name and password: the two lines of the admin key's file.")
                    .header("WWW-Authenticate", "Basic realm=\"outbox\", charset=\"UTF-8\"");
        }
        var messages = database.answer(tables -> tables.messages().newest(MESSAGES_MAX));
        var wantsJson = request.headers().only("Accept").filter("application/json"::equals);
        return wantsJson.isPresent() ? json(messages) : page(messages);
    }

    private static boolean isNear(Request request) {
        try {
            return InetAddress.ofLiteral(request.remoteAddress()).isLoopbackAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private boolean hasKey(Request request) {
        return request.headers()
                .only("Authorization")
                .flatMap(OutboxEndpoint::basic)
                .filter(key.basic()::matches)
                .isPresent();
    }

    private static Optional<String> basic(String header) {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) return Optional.empty();
        try {
            var decoded =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            return Optional.of(new String(decoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private Response page(List<Kept> messages) {
        return pages.outbox(
                new OutboxView(messages.stream().map(OutboxEndpoint::line).toList()));
    }

    private static OutboxView.Line line(Kept kept) {
        var message = kept.message();
        return new OutboxView.Line(
                message.poolId(),
                message.medium() == Medium.EMAIL ? "Mail" : "Text message",
                message.destination(),
                kept.subject(),
                message.words(),
                message.code(),
                fate(kept.state()),
                message.sent().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static String fate(State state) {
        return switch (state) {
            case KEPT -> "kept here";
            case SENT -> "sent on";
            case FAILED -> "not delivered";
        };
    }

    private static Response json(List<Kept> messages) {
        var list = messages.stream().map(OutboxEndpoint::shape).toList();
        return plain(200, "application/json;charset=UTF-8", new Body(Json.write(Map.of("Messages", list))));
    }

    private static Map<String, Object> shape(Kept kept) {
        var message = kept.message();
        return Json.members(
                "UserPoolId", message.poolId(),
                "DeliveryMedium", message.medium().name(),
                "Destination", message.destination(),
                "Subject", kept.subject(),
                "Message", message.words(),
                "Code", message.code(),
                "State", kept.state().name(),
                "Sent", message.sent().toString());
    }

    private static Response refusal(int status, String words) {
        return plain(status, "text/plain; charset=utf-8", Body.of(words + "\n"));
    }

    private static Response plain(int status, String type, Body body) {
        return Response.of(status)
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .with(type, body);
    }
}
