package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.Group;
import io.cloakroom.userpool.store.Tables;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a group of users. */
final class CreateGroup implements Operation {
    @Override
    public String name() {
        return "CreateGroup";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "GroupName", "Description", "Precedence");
    }

    @Override
    public String differences() {
        return "no `RoleArn`";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        return Map.of("Group", Shapes.group(parts.database().answer(tables -> create(parts, tables, input))));
    }

    private static Group create(ApiParts parts, Tables tables, Input input) {
        var pool = Lookups.pool(tables, input);
        var name = input.text("GroupName", TextRule.GROUP_NAME);
        if (tables.groups().find(pool.id(), name).isPresent()) {
            throw new ApiFault(ApiFault.Type.GROUP_EXISTS, "A group with the name already exists.");
        }
        var precedence = input.integer("Precedence", 0, Integer.MAX_VALUE);
        var now = parts.clock().instant();
        var group = new Group(
                pool.id(),
                name,
                input.optionalText("Description", TextRule.DESCRIPTION),
                precedence.isPresent() ? Optional.of((int) precedence.getAsLong()) : Optional.empty(),
                now,
                now);
        tables.groups().add(group);
        return group;
    }
}
