package io.cloakroom.userpool.trigger;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Trigger;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a pool's functions. */
public final class Triggers {
    private static final Logger LOG = LoggerFactory.getLogger(Triggers.class);
    private static final int TRIES_MAX = 3;

    private final Functions functions;

    public Triggers(Functions functions) {
        this.functions = functions;
    }

    public boolean has(Pool pool, Trigger trigger) {
        return pool.settings().triggers().function(trigger).isPresent();
    }

    /**
     * Asks the pool's function for this, if it has one. One that does not answer is asked up to three times, so that it may
     * do its work more than once.
     *
     * @throws TriggerFault if the function refuses, cannot be asked, or answers what cannot be understood
     */
    public Optional<TriggerAnswer> ask(Pool pool, Trigger trigger, TriggerEvent event) {
        var name = pool.settings().triggers().function(trigger);
        if (name.isEmpty()) return Optional.empty();
        var reply = call(name.get(), event.json(pool));
        LOG.info("pool {}: {} {}", pool.id(), event.source(), reply.getClass().getSimpleName());
        return Optional.of(
                switch (reply) {
                    case Reply.Returned returned ->
                        read(trigger, returned.json().bytes());
                    case Reply.Threw threw -> throw TriggerFault.refused(trigger, threw.words());
                    case Reply.Unanswered unanswered -> throw TriggerFault.unreached(trigger, unanswered.error());
                    case Reply.Impossible impossible -> throw TriggerFault.unreached(trigger, impossible.error());
                });
    }

    private Reply call(String name, byte[] event) {
        var function = functions.find(name);
        if (function.isEmpty()) {
            LOG.warn("{}: the configuration file names no such function", name);
            return new Reply.Impossible("ResourceNotFoundException");
        }
        var reply = function.get().call(event);
        for (var tries = 1; tries < TRIES_MAX && reply instanceof Reply.Unanswered; tries++) {
            reply = function.get().call(event);
        }
        return reply;
    }

    private static TriggerAnswer read(Trigger trigger, byte[] json) {
        return switch (Json.read(json)) {
            case Json.Reading.Unreadable unreadable -> {
                LOG.info("{}: {}", trigger.wireName(), unreadable.reason());
                throw unreadable.reason().equals("not an object")
                        ? TriggerFault.unreadable(trigger)
                        : TriggerFault.notJson();
            }
            case Json.Reading.Read read ->
                new TriggerAnswer(
                        trigger, read.object().object("response").orElseThrow(() -> TriggerFault.unreadable(trigger)));
        };
    }
}
