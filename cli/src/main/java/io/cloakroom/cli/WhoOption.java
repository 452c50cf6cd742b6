package io.cloakroom.cli;

import io.cloakroom.cli.SiteOption.Opened;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Snapshot;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** A site's user, or the member who she is. */
final class WhoOption {
    @Option(names = "--user", paramLabel = "USER", description = "The site's own id of the user.")
    private Optional<String> user = Optional.empty();

    @Option(names = "--sub", paramLabel = "SUB", description = "The member's sub in the user pool.")
    private Optional<String> sub = Optional.empty();

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    record Who(Optional<String> user, Optional<MemberId> member) {}

    /** Both, as far as they are known, by the one that was given. */
    Who find(Opened opened) {
        if (user.isPresent() == sub.isPresent()) throw wrong("either --user or --sub");
        return user.isPresent() ? ofUser(opened, user()) : ofMember(opened, member());
    }

    private static Who ofUser(Opened opened, String name) {
        return new Who(Optional.of(name), opened.memberOf(name));
    }

    private static Who ofMember(Opened opened, MemberId member) {
        return new Who(opened.parts().facts().userOf(opened.site().id(), member), Optional.of(member));
    }

    /** Where both are wanted. */
    String user() {
        return user.filter(Snapshot::isUser).orElseThrow(() -> wrong("--user: " + Snapshot.USER_FORM));
    }

    MemberId member() {
        return sub.filter(MemberId::isMemberId)
                .map(MemberId::new)
                .orElseThrow(() -> wrong("--sub: the sub of a user of the pool"));
    }

    private ParameterException wrong(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
