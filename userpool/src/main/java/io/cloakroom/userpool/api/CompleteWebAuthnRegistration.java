package io.cloakroom.userpool.api;

import io.cloakroom.userpool.passkey.PasskeyChecks.Registration;
import io.cloakroom.userpool.passkey.Presented;
import io.cloakroom.userpool.passkey.RelyingParty;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Passkey;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.token.AccessTokens.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes the passkey that the browser of whoever calls has made. */
final class CompleteWebAuthnRegistration implements Operation {
    private static final int PASSKEYS_MAX = 20;

    @Override
    public String name() {
        return "CompleteWebAuthnRegistration";
    }

    @Override
    public Access access() {
        return Access.TOKEN;
    }

    @Override
    public Set<String> members() {
        return Set.of("AccessToken", "Credential");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var fault = parts.database().answer(tables -> complete(parts, tables, input));
        if (fault.isPresent()) throw fault.get();
        return Map.of();
    }

    /** Faults of the passkey are returned and not thrown: thrown, they would give its challenge a second life. */
    private static Optional<ApiFault> complete(ApiParts parts, Tables tables, Input input) {
        var holder = TokenHolder.of(parts, tables, input);
        var pool = Lookups.poolOf(tables, holder.client());
        StartWebAuthnRegistration.checkServed(pool);
        var made = input.document("Credential")
                .flatMap(Presented::read)
                .orElseThrow(() -> fault(Registration.Reason.NOT_SUPPORTED));
        take(parts, tables, holder, made.challenge());
        var now = parts.clock().instant();
        var party = RelyingParty.of(pool, parts.publicUrl());
        return switch (parts.passkeys().register(party, holder.user(), made.challenge(), made, now)) {
            case Registration.Made done -> add(tables, done.passkey());
            case Registration.Refused refused -> Optional.of(fault(refused.reason()));
        };
    }

    private static void take(ApiParts parts, Tables tables, Verdict.Accepted holder, String challenge) {
        var step = parts.steps()
                .find(tables, challenge)
                .filter(found -> found.kind() == Kind.PASSKEY_REGISTRATION)
                .filter(found -> found.sub().equals(Optional.of(holder.user().sub())))
                .orElseThrow(() -> new ApiFault(
                        ApiFault.Type.WEB_AUTHN_CHALLENGE_NOT_FOUND, "No such challenge, or it has ended."));
        if (!step.clientId().equals(Optional.of(holder.client().id()))) {
            throw new ApiFault(
                    ApiFault.Type.WEB_AUTHN_CLIENT_MISMATCH, "The registration was begun by another app client.");
        }
        tables.challenges().remove(step.hash());
    }

    private static Optional<ApiFault> add(Tables tables, Passkey passkey) {
        if (tables.passkeys().find(passkey.credentialId()).isPresent()) {
            return Optional.of(fault(Registration.Reason.NOT_SUPPORTED));
        }
        if (tables.passkeys().of(passkey.sub()).size() >= PASSKEYS_MAX) {
            return Optional.of(new ApiFault(ApiFault.Type.LIMIT_EXCEEDED, "At most 20 passkeys"));
        }
        tables.passkeys().add(passkey);
        return Optional.empty();
    }

    private static ApiFault fault(Registration.Reason reason) {
        return switch (reason) {
            case WRONG_ORIGIN ->
                new ApiFault(ApiFault.Type.WEB_AUTHN_ORIGIN_NOT_ALLOWED, "The origin is not of the relying party.");
            case WRONG_RELYING_PARTY ->
                new ApiFault(ApiFault.Type.WEB_AUTHN_RELYING_PARTY_MISMATCH, "Made for another relying party.");
            case NOT_SUPPORTED ->
                new ApiFault(ApiFault.Type.WEB_AUTHN_CREDENTIAL_NOT_SUPPORTED, "This credential cannot be taken.");
        };
    }
}
