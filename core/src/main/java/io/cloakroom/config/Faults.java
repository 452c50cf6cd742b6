package io.cloakroom.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The faults of a start, told in the order of the file; those of the environment come last. */
final class Faults {
    /** Who has more has taken the wrong file. */
    static final int TOLD_MAX = 100;

    private static final int OF_ENVIRONMENT = Integer.MAX_VALUE;

    private final String file;
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> keys = new TreeSet<>();
    private boolean isClosed;

    Faults(String file) {
        this.file = file;
    }

    private record Fault(int line, String text) {}

    /** Where a file is broken, all that seems to be missing is only unread. */
    void keepTheseAlone() {
        isClosed = true;
    }

    void add(int line, String text) {
        add(new Fault(line, file + ":" + line + ": " + text));
    }

    void add(int line, String key, String allowed) {
        keys.add(key);
        add(line, key + ": " + allowed);
    }

    void addOfEnvironment(String variable, String key, String allowed) {
        keys.add(key);
        add(new Fault(OF_ENVIRONMENT, "environment " + variable + ": " + key + ": " + allowed));
    }

    private void add(Fault fault) {
        if (!isClosed) faults.add(fault);
    }

    /** Whether something was said of this very key. */
    boolean isToldOf(String key) {
        return keys.contains(key);
    }

    /** Whether something was said of a key that this one stands below. */
    boolean isToldAbove(String key) {
        return keys.stream().anyMatch(told -> key.startsWith(told + "."));
    }

    /** None twice. */
    List<String> told() {
        var told = new LinkedHashSet<String>();
        faults.stream()
                .sorted(Comparator.comparingInt(Fault::line))
                .map(Fault::text)
                .forEach(told::add);
        if (told.size() <= TOLD_MAX) return List.copyOf(told);
        var some = new ArrayList<>(told).subList(0, TOLD_MAX);
        some.add(file + ": and " + (told.size() - TOLD_MAX) + " more");
        return List.copyOf(some);
    }
}
