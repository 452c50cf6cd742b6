package io.cloakroom.userpool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceServerScopeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameAttributeType;

/** A data folder that is filled once and copied for each test: new keys and passwords would take seconds every time. */
record SeededFolder(Path data, UserPoolClientType client) {
    static SeededFolder make() {
        var data = newFolder();
        try (var server = UserPoolServer.start(PoolFixture.config(data), new SettableClock(PoolFixture.START));
                var aws = PoolFixture.aws(server)) {
            return new SeededFolder(data, seed(aws));
        }
    }

    private static UserPoolClientType seed(CognitoIdentityProviderClient aws) {
        var poolId = aws.createUserPool(pool -> pool.poolName("Members")
                        .usernameAttributes(UsernameAttributeType.EMAIL)
                        .usernameConfiguration(names -> names.caseSensitive(false)))
                .userPool()
                .id();
        aws.createResourceServer(api -> api.userPoolId(poolId)
                .identifier("cloakroom")
                .name("Cloakroom")
                .scopes(ResourceServerScopeType.builder()
                        .scopeName("read")
                        .scopeDescription("Read")
                        .build()));
        PoolFixture.createUser(aws, poolId, PoolFixture.ADA);
        return PoolFixture.createClient(aws, poolId, _ -> {});
    }

    static Path newFolder() {
        try {
            var folders = Files.createDirectories(Path.of("target", "pools"));
            return Files.createTempDirectory(folders, "pool").resolve("data");
        } catch (IOException fault) {
            throw new AssertionError("no folder", fault);
        }
    }

    Path copy() {
        var copy = newFolder();
        var owner = PosixFilePermissions.fromString("rwx------");
        try (var files = Files.list(data)) {
            Files.createDirectories(copy, PosixFilePermissions.asFileAttribute(owner));
            for (var file : files.toList()) Files.copy(file, copy.resolve(file.getFileName()));
        } catch (IOException fault) {
            throw new AssertionError("no copy", fault);
        }
        return copy;
    }
}
