package io.cloakroom.cli.doctor;

import io.cloakroom.seal.Keyset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Whether the keyset is there, opens, and is for its owner alone. */
record KeysetExam(Path file) implements Exam {
    private static final String NAME = "keyset";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Diagnosis> examine() {
        try {
            Keyset.read(file);
            return List.of(Diagnosis.good(NAME, file + " opens, and is its owner's alone"));
        } catch (IOException fault) {
            return List.of(
                    Diagnosis.fault(
                            NAME,
                            String.valueOf(fault.getMessage()),
                            "keys.keyset-file names a file that ./cloakroom keys create made, and that the gateway's user owns. "
                                    + "Who can read it and the tables can read every member's data; who loses it loses the vault."));
        }
    }
}
