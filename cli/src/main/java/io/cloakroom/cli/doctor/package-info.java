/**
 * Looks at an installation from outside and says what to mend.
 *
 * <p>Start at {@link io.cloakroom.cli.doctor.Doctor}, which runs the exams; each exam answers with {@link
 * io.cloakroom.cli.doctor.Diagnosis}. It changes nothing. May use: {@code report}, core, {@code aws}, {@code server}.
 */
@NullMarked
package io.cloakroom.cli.doctor;

import org.jspecify.annotations.NullMarked;
