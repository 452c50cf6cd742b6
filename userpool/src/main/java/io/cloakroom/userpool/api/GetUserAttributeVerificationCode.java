package io.cloakroom.userpool.api;

import io.cloakroom.userpool.confirmation.Contact;
import io.cloakroom.userpool.signin.HourlyLimit;
import io.cloakroom.userpool.store.Tables;
import java.util.Map;
import java.util.Set;

/** Sends whoever calls a code to an address of hers. */
final class GetUserAttributeVerificationCode implements Operation {
    @Override
    public String name() {
        return "GetUserAttributeVerificationCode";
    }

    @Override
    public Access access() {
        return Access.TOKEN;
    }

    @Override
    public Set<String> members() {
        return Set.of("AccessToken", "AttributeName", "ClientMetadata");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        input.map("ClientMetadata", TextRule.METADATA);
        return parts.database().answer(tables -> send(parts, tables, input));
    }

    private static Map<String, Object> send(ApiParts parts, Tables tables, Input input) {
        var holder = TokenHolder.of(parts, tables, input);
        var user = holder.user();
        var attribute = VerifyUserAttribute.attribute(input);
        var isAllowed = HourlyLimit.SEND_ATTRIBUTE_CODE.count(
                tables, user.poolId(), user.sub(), parts.clock().instant());
        if (!isAllowed) throw ApiFault.tooOften();
        var contact = Contact.of(user, attribute)
                .orElseThrow(() -> ApiFault.invalid("User does not have the attribute " + attribute));
        parts.codes()
                .send(
                        tables,
                        user,
                        AttributeUpdate.purpose(attribute),
                        contact,
                        "VerifyUserAttribute",
                        Callers.of(holder.client(), input));
        return NamedUser.delivery(contact);
    }
}
