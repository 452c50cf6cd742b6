package io.cloakroom.cli;

import io.cloakroom.gateway.GatewayConfig;
import io.cloakroom.gateway.Parts;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.site.Site;
import io.cloakroom.site.Sites;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The site that a command is about. */
final class SiteOption {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--site", paramLabel = "SITE", description = "The site's id; not needed where there is only one.")
    private Optional<String> site = Optional.empty();

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** A site, with all that its work needs; closed when that is done. */
    record Opened(Site site, Installation installation) implements AutoCloseable {
        GatewayConfig config() {
            return installation.config();
        }

        Parts parts() {
            return installation.parts();
        }

        /** The member of a site's user, as far as she is known. */
        Optional<MemberId> memberOf(String user) {
            return parts().facts().memberOf(site.id(), user);
        }

        Optional<Snapshot> of(String user) {
            return parts().facts().of(site.id(), user);
        }

        @Override
        public void close() {
            installation.close();
        }
    }

    /**
     * @throws io.cloakroom.config.SettingsException if the configuration is faulty
     * @throws IOException if the keyset cannot be used
     */
    Opened open() throws IOException {
        var chosen = find(config.read().gateway().sites());
        return new Opened(chosen, Installation.open(config));
    }

    private Site find(Sites sites) {
        var only = sites.all().size() == 1 ? Optional.of(sites.all().getFirst()) : Optional.<Site>empty();
        var found = site.isPresent() ? site.flatMap(sites::find) : only;
        var ids = sites.all().stream().map(one -> one.id().value()).collect(Collectors.joining(", "));
        return found.orElseThrow(() -> new ParameterException(spec.commandLine(), "--site: one of " + ids));
    }
}
