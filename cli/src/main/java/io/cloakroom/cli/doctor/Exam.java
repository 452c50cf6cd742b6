package io.cloakroom.cli.doctor;

import java.util.List;

/** Looks at one part of an installation. */
interface Exam {
    /** What stands for it where it comes to no answer of its own. */
    String name();

    List<Diagnosis> examine();
}
