package io.cloakroom.reconcile;

import io.cloakroom.membership.Intake.Outcome;
import io.cloakroom.membership.Snapshot;
import java.util.Optional;

/**
 * A user of whom the site says something else than is stored.
 *
 * @param outcome what became of it; empty if nothing was to be mended
 */
public record Drift(Snapshot atSite, Optional<Snapshot> stored, Optional<Outcome> outcome) {}
