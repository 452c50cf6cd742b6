package io.cloakroom.upkeep;

/** Keeps what is asked about a member's data as a whole. */
public interface UpkeepStore extends Requests, Departures {}
