package io.cloakroom.local.dynamodb;

import io.cloakroom.local.Downloads;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.state.StateFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** DynamoDB Local for one class of tests. Each access key has tables of its own there. */
record RunningDynamoDb(DynamoDbLocal server, Children children) implements AutoCloseable {

    /** @param folder empty, and its own */
    static RunningDynamoDb start(Path folder) throws IOException {
        Files.createDirectories(Downloads.folder());
        var state = StateFolder.open(folder);
        var children = new Children(state.logs(), state.run());
        var maven = Maven.find(System.getenv());
        var jars = DynamoDbLocalJars.fetch(Downloads.folder(), maven, children, Progress.silent());
        return new RunningDynamoDb(DynamoDbLocal.start(state, jars, children, Progress.silent()), children);
    }

    URI endpoint() {
        return server.endpoint();
    }

    @Override
    public void close() {
        children.close();
    }
}
