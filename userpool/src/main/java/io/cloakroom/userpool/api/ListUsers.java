package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.store.UserFilter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Lists users, all or those that a filter finds. */
final class ListUsers implements Operation {
    private static final int LIMIT_MOST = 60;
    private static final Pattern FILTER =
            Pattern.compile("\\s*\"?([a-z_:]+)\"?\\s*(=|\\^=)\\s*\"((?:[^\"\\\\]|\\\\[\"\\\\])*)\"\\s*");
    private static final Map<String, UserFilter.Field> FIELDS = Map.of(
            "sub", UserFilter.Field.SUB,
            "username", UserFilter.Field.USERNAME,
            "cognito:user_status", UserFilter.Field.USER_STATUS,
            "status", UserFilter.Field.STATUS,
            "email", UserFilter.Field.EMAIL,
            "phone_number", UserFilter.Field.PHONE_NUMBER,
            "name", UserFilter.Field.NAME,
            "given_name", UserFilter.Field.GIVEN_NAME,
            "family_name", UserFilter.Field.FAMILY_NAME,
            "preferred_username", UserFilter.Field.PREFERRED_USERNAME);

    @Override
    public String name() {
        return "ListUsers";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "AttributesToGet", "Limit", "PaginationToken", "Filter");
    }

    @Override
    public String differences() {
        return "ordered by `sub`; sees a change at once, where Cognito may take seconds";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var page = ListPage.read(input, "PaginationToken", "Limit", LIMIT_MOST);
        var wanted = input.texts("AttributesToGet", TextRule.ATTRIBUTE_NAME);
        var filter = input.optionalText("Filter", TextRule.FILTER)
                .filter(text -> !text.isEmpty())
                .map(ListUsers::filter);
        var users = parts.database().answer(tables -> {
            var pool = Lookups.pool(tables, input);
            return tables.users().list(pool.id(), filter, page.after(), page.fetch());
        });
        var answer = Json.members();
        page.put(answer, "Users", "PaginationToken", users, User::sub, user -> Shapes.user(user, wanted));
        return answer;
    }

    private static UserFilter filter(String text) {
        var match = FILTER.matcher(text);
        if (!match.matches()) throw ApiFault.invalid("Error while parsing filter.");
        var field = Optional.ofNullable(FIELDS.get(match.group(1)))
                .orElseThrow(() -> ApiFault.invalid("Invalid search attribute: " + match.group(1)));
        var value = match.group(3).replaceAll("\\\\(.)", "$1");
        return new UserFilter(field, value, match.group(2).equals("^="));
    }
}
