package io.cloakroom.cli;

import java.io.IOException;
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
            return switch (opened.parts().facts().link(opened.site().id(), user, member)) {
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
                        && opened.parts()
                                .facts()
                                .unlink(
                                        opened.site().id(),
                                        found.user().get(),
                                        found.member().get());
                spec.commandLine().getOut().println(isUntied ? "untied" : "not tied");
                return isUntied ? 0 : 1;
            }
        }
    }
}
