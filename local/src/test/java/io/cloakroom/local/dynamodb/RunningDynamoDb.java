package io.cloakroom.local.dynamodb;

import io.cloakroom.local.Downloads;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.state.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * DynamoDB Local for one class of tests. Each access key has tables of its own there. They lie in memory where the machine has
 * a folder for that: each write is a commit of SQLite's, which waits for the disk, and these tests are no test of disks.
 */
record RunningDynamoDb(DynamoDbLocal server, Children children, Path folder) implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");

    static RunningDynamoDb start() throws IOException {
        Files.createDirectories(Downloads.folder());
        var isInMemory = Files.isDirectory(MEMORY) && Files.isWritable(MEMORY);
        var folder = isInMemory
                ? Files.createTempDirectory(MEMORY, "cloakroom-test-")
                : Files.createTempDirectory("cloakroom-test-");
        var state = StateFolder.open(folder);
        var children = new Children(state.logs(), state.run());
        var maven = Maven.find(System.getenv());
        var jars = DynamoDbLocalJars.fetch(Downloads.folder(), maven, children, Progress.silent());
        return new RunningDynamoDb(DynamoDbLocal.start(state, jars, children, Progress.silent()), children, folder);
    }

    URI endpoint() {
        return server.endpoint();
    }

    @Override
    public void close() {
        children.close();
        Trees.delete(folder);
    }
}
