package io.cloakroom.cli;

import picocli.CommandLine.Command;

/** What sites say of memberships, and who is who. */
@Command(
        name = "memberships",
        description = "See what sites say of memberships, compare, tie users to members, and look at what is held.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            MembershipsShow.class,
            MembershipsReconcile.class,
            MembershipsLink.class,
            MembershipsLink.Unlink.class,
            MembershipsLinks.class,
            MembershipsHeld.class,
            MembershipsHeld.HoldSite.class,
            MembershipsHeld.Release.class,
            MembershipsHeld.Discard.class
        })
final class MembershipsCommand {}
