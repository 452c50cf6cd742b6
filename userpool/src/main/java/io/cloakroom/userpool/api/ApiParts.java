package io.cloakroom.userpool.api;

import io.cloakroom.userpool.confirmation.Codes;
import io.cloakroom.userpool.csvimport.Imports;
import io.cloakroom.userpool.passkey.PasskeyChecks;
import io.cloakroom.userpool.password.PasswordHasher;
import io.cloakroom.userpool.signin.AuthTriggers;
import io.cloakroom.userpool.signin.Migration;
import io.cloakroom.userpool.signin.PasswordSignIn;
import io.cloakroom.userpool.signin.SrpSignIn;
import io.cloakroom.userpool.signin.Steps;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.token.AccessTokens;
import io.cloakroom.userpool.token.TokenFamilies;
import io.cloakroom.userpool.token.TokenMint;
import io.cloakroom.userpool.token.TokenTriggers;
import io.cloakroom.userpool.trigger.Triggers;
import java.time.Clock;

/**
 * What operations work with.
 *
 * @param publicUrl this server's own address
 * @param region what ids of pools begin with, and what requests are signed for
 */
public record ApiParts(
        Database database,
        PasswordHasher hasher,
        PasswordSignIn passwords,
        SrpSignIn srp,
        Steps steps,
        Codes codes,
        TokenFamilies families,
        TokenMint mint,
        AccessTokens accessTokens,
        PasskeyChecks passkeys,
        String publicUrl,
        Triggers triggers,
        AuthTriggers authTriggers,
        TokenTriggers tokenTriggers,
        Migration migration,
        Imports imports,
        String region,
        Clock clock) {
    public static ApiParts of(
            Database database,
            PasswordHasher hasher,
            TokenMint mint,
            AccessTokens accessTokens,
            String publicUrl,
            Triggers triggers,
            Imports imports,
            String region,
            Clock clock) {
        return new ApiParts(
                database,
                hasher,
                new PasswordSignIn(database, hasher, clock),
                new SrpSignIn(database, clock),
                new Steps(clock),
                new Codes(clock),
                new TokenFamilies(clock),
                mint,
                accessTokens,
                new PasskeyChecks(),
                publicUrl,
                triggers,
                new AuthTriggers(database, triggers),
                new TokenTriggers(database, triggers, new TokenFamilies(clock)),
                new Migration(database, triggers, hasher, clock),
                imports,
                region,
                clock);
    }
}
