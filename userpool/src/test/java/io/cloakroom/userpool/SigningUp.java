package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static io.cloakroom.userpool.PoolFixture.attribute;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeDeliveryDetailsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SignUpResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifiedAttributeType;

/** A pool in which people sign up with their e-mail address, and two public clients: one may know who exists, one may not. */
record SigningUp(PoolFixture pool, String poolId, UserPoolClientType legacy, UserPoolClientType hiding) {
    static SigningUp in(PoolFixture pool) {
        var poolId = pool.aws
                .createUserPool(made -> made.poolName("Signing up")
                        .usernameAttributes(UsernameAttributeType.EMAIL)
                        .usernameConfiguration(names -> names.caseSensitive(false))
                        .autoVerifiedAttributes(VerifiedAttributeType.EMAIL))
                .userPool()
                .id();
        return new SigningUp(pool, poolId, client(pool, poolId, "LEGACY"), client(pool, poolId, "ENABLED"));
    }

    private static UserPoolClientType client(PoolFixture pool, String poolId, String hides) {
        return PoolFixture.createClient(
                pool.aws,
                poolId,
                client -> client.generateSecret(false)
                        .allowedOAuthScopes("openid")
                        .explicitAuthFlows(ApiClient.ALL_FLOWS)
                        .preventUserExistenceErrors(hides));
    }

    ApiClient app() {
        return new ApiClient(pool, legacy);
    }

    SignUpResponse signUp(String email) {
        return pool.aws.signUp(call -> call.clientId(legacy.clientId())
                .username(email)
                .password(PASSWORD)
                .userAttributes(attribute("name", "Ada Example")));
    }

    void confirm(UserPoolClientType client, String email, String code) {
        pool.aws.confirmSignUp(
                call -> call.clientId(client.clientId()).username(email).confirmationCode(code));
    }

    void signUpAndConfirm(String email) {
        signUp(email);
        confirm(legacy, email, pool.code(email));
    }

    CodeDeliveryDetailsType resend(UserPoolClientType client, String email) {
        return pool.aws
                .resendConfirmationCode(call -> call.clientId(client.clientId()).username(email))
                .codeDeliveryDetails();
    }

    CodeDeliveryDetailsType forgot(UserPoolClientType client, String email) {
        return pool.aws
                .forgotPassword(call -> call.clientId(client.clientId()).username(email))
                .codeDeliveryDetails();
    }

    void reset(UserPoolClientType client, String email, String code, String password) {
        pool.aws.confirmForgotPassword(call -> call.clientId(client.clientId())
                .username(email)
                .confirmationCode(code)
                .password(password));
    }

    /** A code that is not this one. */
    static String other(String code) {
        return "%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000);
    }

    /** How many of eight at one time are not refused. */
    static int countAtOnce(Runnable attempt) throws Exception {
        Callable<Boolean> counted = () -> {
            try {
                attempt.run();
                return true;
            } catch (CognitoIdentityProviderException refused) {
                return false;
            }
        };
        var count = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : threads.invokeAll(
                    IntStream.range(0, 8).mapToObj(_ -> counted).toList())) {
                count += result.get() ? 1 : 0;
            }
        }
        return count;
    }
}
