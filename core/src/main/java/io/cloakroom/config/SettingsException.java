package io.cloakroom.config;

import java.util.List;

/** The settings cannot be used. The message lists every fault on a line of its own, with file and line. */
public final class SettingsException extends RuntimeException {
    private final transient List<String> faults;

    SettingsException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
        this.faults = List.copyOf(faults);
    }

    /** One entry a fault: {@code file:line: key: what is allowed}. */
    public List<String> faults() {
        return faults;
    }
}
