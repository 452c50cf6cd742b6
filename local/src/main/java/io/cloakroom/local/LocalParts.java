package io.cloakroom.local;

import io.cloakroom.local.debian.Machine;
import io.cloakroom.local.debian.WordPressArchive;
import io.cloakroom.local.dynamodb.DynamoDbLocal;
import io.cloakroom.local.dynamodb.DynamoDbLocalJars;
import io.cloakroom.local.dynamodb.Maven;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Teardown;
import io.cloakroom.local.process.Together;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Address;
import io.cloakroom.local.state.Ports;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.wordpress.SiteConfig;
import io.cloakroom.local.wordpress.WordPress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Starts parts, side by side, and has them closed in the end. */
final class LocalParts {
    private final StateFolder state;
    private final Children children;
    private final Teardown teardown;
    private final Progress progress;

    LocalParts(StateFolder state, Children children, Teardown teardown, Progress progress) {
        this.state = state;
        this.children = children;
        this.teardown = teardown;
        this.progress = progress;
    }

    /** @return in the order of the parts */
    List<Address> start(Set<Part> parts) {
        var starts = parts.stream()
                .sorted()
                .<Callable<Address>>map(part -> () -> start(part))
                .toList();
        return Together.call(starts);
    }

    private Address start(Part part) {
        return switch (part) {
            case SITE -> new Address("Site", startSite().url());
            case DYNAMODB ->
                new Address("DynamoDB Local", startDynamoDb().endpoint().toString());
        };
    }

    private WordPress startSite() {
        if (!(Machine.detect() instanceof Machine.Debian debian)) {
            throw new SetUpException("The site needs Debian", "Leave it out: demo --only dynamodb.");
        }
        var debs = new WordPressArchive(state.downloads(), children, progress).fetch(debian);
        var config = SiteConfig.of(Ports.kept(state).site(), state.passphrase());
        return teardown.add(WordPress.start(config, state, debs, children, progress));
    }

    private DynamoDbLocal startDynamoDb() {
        var jars = DynamoDbLocalJars.fetch(state.downloads(), Maven.find(System.getenv()), children, progress);
        return teardown.add(DynamoDbLocal.start(state, jars, children, progress));
    }
}
