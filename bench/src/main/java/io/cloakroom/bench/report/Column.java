package io.cloakroom.bench.report;

/** What a row may say. */
public enum Column {
    CONNECTIONS("connections", 0),
    REQUESTS("requests", 0),
    SECONDS("seconds", 1),
    PER_SECOND("requests/s", 0),
    CPU_MICROS("CPU us", 1),
    P50_MILLIS("p50 ms", 2),
    P99_MILLIS("p99 ms", 2),
    RESIDENT_MEGABYTES("RSS MB", 0),
    FACTS_PER_SECOND("facts/s", 0),
    RECORDS_PER_SECOND("records/s", 0),
    /** Of the rate of the section's peer. */
    OF_PEER("of the peer's", 2),
    WRITE_UNITS("write units", 0),
    ENTRY_MICROS("us/entry", 0),
    ENTRY_BYTES("bytes/entry", 0),
    ENTRY_UNITS("write units/entry", 3),
    ENTRY_UNITS_WITH_POINTERS("with pointers", 3),
    FIRST_ANSWER_MILLIS("first answer ms", 0),
    FIRST_READ_MILLIS("first read ms", 0),
    /** Of one core, used by programs that are not ours, or by the host. */
    OTHERS_PERCENT("others %", 0);

    private final String title;
    private final int decimals;

    Column(String title, int decimals) {
        this.title = title;
        this.decimals = decimals;
    }

    public String title() {
        return title;
    }

    int decimals() {
        return decimals;
    }
}
