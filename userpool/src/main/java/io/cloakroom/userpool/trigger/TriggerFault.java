package io.cloakroom.userpool.trigger;

import io.cloakroom.userpool.store.Trigger;

/**
 * A function refuses, or does not answer as it should. What the pool was about to do it does not do; what it has done before
 * it asked stays done.
 */
public final class TriggerFault extends RuntimeException {
    private static final int WORDS_MAX = 1024;

    private final Kind kind;

    private TriggerFault(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** By whose fault. */
    public enum Kind {
        /** The function says no, or broke. */
        REFUSED,
        /** There is no such function, or no answer came in time. */
        UNREACHED,
        /** Its answer says nothing that Cognito would understand. */
        UNREADABLE
    }

    public Kind kind() {
        return kind;
    }

    /** For people: a refusal is the function's own, anything else is none of their business. */
    public String forPeople() {
        return kind == Kind.REFUSED
                ? String.valueOf(getMessage())
                : "The sign-in could not be checked. Try again in a moment.";
    }

    /** @param words the function's own; callers see them */
    static TriggerFault refused(Trigger trigger, String words) {
        var shown = words.length() > WORDS_MAX ? words.substring(0, WORDS_MAX) : words;
        return new TriggerFault(Kind.REFUSED, trigger.wireName() + " failed with error " + shown + ".");
    }

    static TriggerFault unreached(Trigger trigger, String error) {
        return new TriggerFault(Kind.UNREACHED, trigger.wireName() + " invocation failed due to error " + error + ".");
    }

    static TriggerFault notJson() {
        return new TriggerFault(Kind.UNREADABLE, "Invalid lambda function output : Invalid JSON");
    }

    static TriggerFault unreadable(Trigger trigger) {
        return new TriggerFault(Kind.UNREADABLE, "Unrecognizable lambda output");
    }
}
