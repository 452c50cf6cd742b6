package io.cloakroom.userpool.api;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every operation that this pool serves, in the order of the table in README.md. */
final class Operations {
    private Operations() {}

    static List<Operation> all(ApiParts parts) {
        return List.of(
                new CreateUserPool(parts),
                new DescribeUserPool(parts),
                new ListUserPools(parts),
                new CreateUserPoolClient(parts),
                new DescribeUserPoolClient(parts),
                new ListUserPoolClients(parts),
                new UpdateUserPoolClient(parts),
                new CreateResourceServer(parts),
                new CreateGroup(parts),
                new AdminCreateUser(parts),
                new AdminSetUserPassword(parts),
                new AdminGetUser(parts),
                new ListUsers(parts),
                new AdminUpdateUserAttributes(parts),
                new AdminDisableUser(parts),
                new AdminEnableUser(parts),
                new AdminDeleteUser(parts),
                new AdminAddUserToGroup(parts),
                new AdminListGroupsForUser(parts),
                new AdminUserGlobalSignOut(parts),
                new RevokeToken(parts));
    }

    static Map<String, Operation> byName(ApiParts parts) {
        return all(parts).stream().collect(Collectors.toMap(Operation::name, Function.identity()));
    }
}
