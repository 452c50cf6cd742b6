package io.cloakroom.cli.doctor;

import io.cloakroom.cli.report.Reasons;
import io.cloakroom.upstream.UpstreamException;

/**
 * What one check found.
 *
 * @param name of what was looked at
 * @param found in a few words; nothing secret
 * @param advice what to do; empty where nothing is to be done
 */
public record Diagnosis(String name, State state, String found, String advice) {
    /** How it is. */
    public enum State {
        GOOD,
        /** Works, and might not for long, or not for everybody. */
        WARNING,
        FAULT,
        /** It cannot be told, because a system did not answer. */
        UNKNOWN
    }

    static Diagnosis good(String name, String found) {
        return new Diagnosis(name, State.GOOD, found, "");
    }

    static Diagnosis warning(String name, String found, String advice) {
        return new Diagnosis(name, State.WARNING, found, advice);
    }

    static Diagnosis fault(String name, String found, String advice) {
        return new Diagnosis(name, State.FAULT, found, advice);
    }

    /** A system that answers badly does so again; one that does not answer leaves the question open. */
    static Diagnosis of(String name, UpstreamException why, String advice) {
        var state = switch (why) {
            case UpstreamException.Malformed _ -> State.FAULT;
            case UpstreamException.Unavailable _ -> State.UNKNOWN;
        };
        return new Diagnosis(name, state, Reasons.of(why), advice);
    }
}
