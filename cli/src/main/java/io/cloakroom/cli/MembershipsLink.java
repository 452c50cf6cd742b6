package io.cloakroom.cli;

import io.cloakroom.cli.SiteOption.Opened;
import io.cloakroom.ledger.Act;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Links.Tie;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ties a site's user to a member, on staff's word. */
@Command(
        name = "link",
        description = {
            "Tie a site's user to a member. You have made sure that they are the same person.",
            "Exit code 0 if they are tied now, 1 if one of them is tied to somebody else."
        },
        mixinStandardHelpOptions = true)
final class MembershipsLink implements Callable<Integer> {
    @Mixin
    private SiteOption site = new SiteOption();

    @Mixin
    private WhoOption who = new WhoOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var user = who.user();
        var member = who.member();
        try (var opened = site.open()) {
            var out = spec.commandLine().getOut();
            return switch (tie(opened, user, member)) {
                case TIED -> {
                    out.println("tied");
                    yield 0;
                }
                case ALREADY -> {
                    out.println("tied before");
                    yield 0;
                }
                case CONFLICT -> {
                    out.println("one of the two is tied to somebody else; memberships show tells to whom");
                    yield 1;
                }
            };
        }
    }

    /** Ties them, if that changes something; the ledger has it first. */
    static Tie tie(Opened opened, String user, MemberId member) {
        var would = wouldBe(opened, user, member);
        if (would != Tie.TIED) return would;
        opened.installation().announce(Act.LINK, Optional.of(member), Optional.empty());
        return opened.parts().facts().link(opened.site().id(), user, member);
    }

    /** What would come of tying them. */
    static Tie wouldBe(Opened opened, String user, MemberId member) {
        var tiedMember = opened.memberOf(user);
        var tiedUser = opened.parts().facts().userOf(opened.site().id(), member);
        if (tiedMember.isEmpty() && tiedUser.isEmpty()) return Tie.TIED;
        var isSame = tiedMember.equals(Optional.of(member)) && tiedUser.equals(Optional.of(user));
        return isSame ? Tie.ALREADY : Tie.CONFLICT;
    }

    /** Unties them. */
    @Command(
            name = "unlink",
            description = {
                "Untie a site's user from the member. What the site says of the user opens nothing from then on.",
                "Exit code 0 if they were tied, 1 if not."
            },
            mixinStandardHelpOptions = true)
    static final class Unlink implements Callable<Integer> {
        @Mixin
        private SiteOption site = new SiteOption();

        @Mixin
        private WhoOption who = new WhoOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            try (var opened = site.open()) {
                var found = who.find(opened);
                var isUntied = found.user().isPresent()
                        && found.member().isPresent()
                        && untie(opened, found.user().get(), found.member().get());
                spec.commandLine().getOut().println(isUntied ? "untied" : "not tied");
                return isUntied ? 0 : 1;
            }
        }

        private static boolean untie(Opened opened, String user, MemberId member) {
            opened.installation().announce(Act.UNLINK, Optional.of(member), Optional.empty());
            return opened.parts().facts().unlink(opened.site().id(), user, member);
        }
    }
}
