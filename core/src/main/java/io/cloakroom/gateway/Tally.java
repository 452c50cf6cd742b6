package io.cloakroom.gateway;

/** Counts refusals and failures, for the people who run the gateway. No word of a request becomes a name in it. */
@FunctionalInterface
public interface Tally {
    /**
     * Counts one.
     *
     * @param code the problem's stable code
     * @param reason in lower case with dashes: one of few that the code knows; empty if the code says it all
     */
    void count(String code, String reason);
}
