package io.cloakroom.userpool.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Where a list goes on: the caller gets a token and brings it back.
 *
 * @param after the key of the last item that the caller has; empty at the beginning
 * @param most items to answer with
 */
record ListPage(String after, int most) {
    /**
     * @param tokenName the member with the token, {@code NextToken} or {@code PaginationToken}
     * @param limitName the member with the limit, {@code Limit} or {@code MaxResults}
     * @param limitMost what Cognito allows, and answers with if nothing is said
     */
    static ListPage read(Input input, String tokenName, String limitName, int limitMost) {
        var limit = (int) input.integer(limitName, 0, limitMost).orElse(limitMost);
        var after =
                input.optionalText(tokenName, TextRule.PAGE).map(ListPage::key).orElse("");
        return new ListPage(after, limit == 0 ? limitMost : limit);
    }

    /** One more than wanted shows whether there is more. */
    int fetch() {
        return most + 1;
    }

    /** Puts the items, and a token if there are more. */
    <T> void put(
            Map<String, Object> answer,
            String listName,
            String tokenName,
            List<T> fetched,
            Function<T, String> key,
            Function<T, Map<String, Object>> shape) {
        var items = fetched.size() > most ? fetched.subList(0, most) : fetched;
        answer.put(listName, items.stream().map(shape).toList());
        if (fetched.size() > most) answer.put(tokenName, token(key.apply(items.getLast())));
    }

    private static String token(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String key(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            throw ApiFault.invalid("Invalid pagination token given.");
        }
    }
}
