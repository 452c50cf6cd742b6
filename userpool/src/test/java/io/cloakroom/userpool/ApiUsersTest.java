package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static io.cloakroom.userpool.PoolFixture.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminCreateUserRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AliasAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AliasExistsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeDataType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeDeliveryFailureException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

/** Users and who is in which group, through the AWS SDK. */
class ApiUsersTest {
    private static final PoolFixture POOL = new PoolFixture();
    private static String aliasPool = "";

    @BeforeAll
    static void createPoolWithAliases() {
        aliasPool = POOL.aws
                .createUserPool(pool -> pool.poolName("Aliases")
                        .aliasAttributes(AliasAttributeType.EMAIL, AliasAttributeType.PREFERRED_USERNAME)
                        .schema(SchemaAttributeType.builder()
                                .name("plan")
                                .attributeDataType(AttributeDataType.STRING)
                                .mutable(false)
                                .build()))
                .userPool()
                .id();
    }

    @AfterAll
    static void close() {
        POOL.close();
    }

    private static String newEmail() {
        return UUID.randomUUID() + "@example.test";
    }

    private static UserType create(String poolId, String name, Consumer<AdminCreateUserRequest.Builder> change) {
        return POOL.aws
                .adminCreateUser(user -> {
                    user.userPoolId(poolId).username(name).messageAction(MessageActionType.SUPPRESS);
                    change.accept(user);
                })
                .user();
    }

    private static UserType create(String email) {
        return create(POOL.poolId, email, _ -> {});
    }

    private static String value(List<AttributeType> attributes, String name) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(name))
                .map(AttributeType::value)
                .collect(Collectors.joining());
    }

    @Test
    void adminCreateUser_poolNamedByEmail_makesUpTheUserName() {
        var email = newEmail();
        var made = create(email);
        assertThat(made.username()).isEqualTo(value(made.attributes(), "sub"));
        assertThat(value(made.attributes(), "email")).isEqualTo(email);
        assertThat(made.userStatus()).isEqualTo(UserStatusType.FORCE_CHANGE_PASSWORD);
        assertThat(made.enabled()).isTrue();
    }

    @Test
    void adminCreateUser_nameTaken_isRefusedInAnyCase() {
        var email = newEmail();
        create(email);
        assertThatThrownBy(() -> create(email)).isInstanceOf(UsernameExistsException.class);
        assertThatThrownBy(() -> create(email.toUpperCase(Locale.ROOT))).isInstanceOf(UsernameExistsException.class);
    }

    @Test
    void adminCreateUser_manyAtOnceOfOneName_exactlyOneIsMade() throws Exception {
        var email = newEmail();
        Callable<Boolean> attempt = () -> {
            try {
                create(email);
                return true;
            } catch (UsernameExistsException taken) {
                return false;
            }
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = threads.invokeAll(
                    IntStream.range(0, 8).mapToObj(_ -> attempt).toList());
            var made = 0;
            for (var result : results) made += result.get() ? 1 : 0;
            assertThat(made).isEqualTo(1);
        }
    }

    @Test
    void adminCreateUser_notAnEmail_isRefused() {
        assertThatThrownBy(() -> create("ada"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Username should be an email.");
    }

    @Test
    void adminCreateUser_withoutSuppress_saysThatNothingIsSent() {
        assertThatThrownBy(() -> POOL.aws.adminCreateUser(
                        user -> user.userPoolId(POOL.poolId).username(newEmail())))
                .isInstanceOf(CodeDeliveryFailureException.class);
    }

    @Test
    void adminCreateUser_weakTemporaryPassword_isRefusedByPolicy() {
        assertThatThrownBy(() -> create(POOL.poolId, newEmail(), user -> user.temporaryPassword("short")))
                .isInstanceOf(InvalidPasswordException.class)
                .hasMessageContaining("Password did not conform with policy: Password not long enough");
    }

    @Test
    void adminCreateUser_unknownPool_isNotFound() {
        assertThatThrownBy(() -> create("local_Unknown1", newEmail(), _ -> {}))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void adminCreateUser_attributeNotInSchema_isRefused() {
        assertThatThrownBy(() ->
                        create(POOL.poolId, newEmail(), user -> user.userAttributes(attribute("custom:none", "x"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Attribute does not exist in the schema");
    }

    @ParameterizedTest
    @CsvSource({"phone_number, 0791234567", "email_verified, yes", "birthdate, 1815", "sub, x"})
    void adminCreateUser_badAttribute_isRefused(String name, String value) {
        assertThatThrownBy(() -> create(POOL.poolId, newEmail(), user -> user.userAttributes(attribute(name, value))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void adminGetUser_byEmailInAnyCaseOrSub_isTheSame() {
        var email = newEmail();
        var sub = create(email).username();
        for (var name : List.of(email, email.toUpperCase(Locale.ROOT), sub)) {
            var seen =
                    POOL.aws.adminGetUser(user -> user.userPoolId(POOL.poolId).username(name));
            assertThat(seen.username()).isEqualTo(sub);
        }
    }

    @Test
    void adminGetUser_unknownOrOfAnotherPool_isNotFound() {
        var sub = create(newEmail()).username();
        assertThatThrownBy(() -> POOL.aws.adminGetUser(
                        user -> user.userPoolId(POOL.poolId).username("nobody@example.test")))
                .isInstanceOf(UserNotFoundException.class)
                .hasMessageContaining("User does not exist.");
        assertThatThrownBy(() ->
                        POOL.aws.adminGetUser(user -> user.userPoolId(aliasPool).username(sub)))
                .isInstanceOf(UserNotFoundException.class);
    }

    @Test
    void adminSetUserPassword_permanent_confirms() {
        var email = newEmail();
        create(email);
        POOL.aws.adminSetUserPassword(user ->
                user.userPoolId(POOL.poolId).username(email).password(PASSWORD).permanent(true));
        assertThat(status(email)).isEqualTo(UserStatusType.CONFIRMED);
        POOL.aws.adminSetUserPassword(user ->
                user.userPoolId(POOL.poolId).username(email).password(PASSWORD).permanent(false));
        assertThat(status(email)).isEqualTo(UserStatusType.FORCE_CHANGE_PASSWORD);
    }

    private static UserStatusType status(String email) {
        return POOL.aws
                .adminGetUser(user -> user.userPoolId(POOL.poolId).username(email))
                .userStatus();
    }

    @ParameterizedTest
    @CsvSource({
        "Short-7, InvalidPasswordException",
        "no-capitals-7, InvalidPasswordException",
        "NO-SMALLS-7, InvalidPasswordException",
        "No-Digits-, InvalidPasswordException",
        "NoSymbols7, InvalidPasswordException",
        "' Leading-space-7', InvalidParameterException"
    })
    void adminSetUserPassword_badPassword_isRefused(String password, String error) {
        var email = newEmail();
        create(email);
        assertThatThrownBy(() -> POOL.aws.adminSetUserPassword(
                        user -> user.userPoolId(POOL.poolId).username(email).password(password)))
                .isInstanceOf(CognitoIdentityProviderException.class)
                .satisfies(
                        thrown -> assertThat(thrown.getClass().getSimpleName()).isEqualTo(error))
                .hasMessageNotContaining(password.strip());
    }

    @Test
    void adminSetUserPassword_longestAndLonger_isTakenAndRefused() {
        var email = newEmail();
        create(email);
        var longest = "Aa-7" + "x".repeat(252);
        POOL.aws.adminSetUserPassword(
                user -> user.userPoolId(POOL.poolId).username(email).password(longest));
        assertThatThrownBy(() -> POOL.aws.adminSetUserPassword(
                        user -> user.userPoolId(POOL.poolId).username(email).password(longest + "x")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void adminUpdateUserAttributes_newEmail_isANewUnverifiedName() {
        var email = newEmail();
        create(POOL.poolId, email, user -> user.userAttributes(attribute("email_verified", "true")));
        var other = newEmail();
        update(email, attribute("email", other));
        var seen = POOL.aws.adminGetUser(user -> user.userPoolId(POOL.poolId).username(other));
        assertThat(value(seen.userAttributes(), "email_verified")).isEqualTo("false");
        assertThatThrownBy(() -> POOL.aws.adminGetUser(
                        user -> user.userPoolId(POOL.poolId).username(email)))
                .isInstanceOf(UserNotFoundException.class);
    }

    @Test
    void adminUpdateUserAttributes_emptyValue_takesTheAttributeAway() {
        var email = newEmail();
        create(POOL.poolId, email, user -> user.userAttributes(attribute("nickname", "Countess")));
        update(email, attribute("nickname", ""));
        var seen = POOL.aws.adminGetUser(user -> user.userPoolId(POOL.poolId).username(email));
        assertThat(seen.userAttributes())
                .noneMatch(attribute -> attribute.name().equals("nickname"));
    }

    @Test
    void adminUpdateUserAttributes_emailOfAnother_isRefusedAndChangesNothing() {
        var email = newEmail();
        var other = newEmail();
        create(email);
        create(other);
        assertThatThrownBy(() -> update(email, attribute("email", other), attribute("nickname", "Countess")))
                .isInstanceOf(AliasExistsException.class);
        var seen = POOL.aws.adminGetUser(user -> user.userPoolId(POOL.poolId).username(email));
        assertThat(seen.userAttributes())
                .noneMatch(attribute -> attribute.name().equals("nickname"));
    }

    @Test
    void adminUpdateUserAttributes_immutable_isTakenOnceOnly() {
        var name = "user-" + UUID.randomUUID();
        create(aliasPool, name, user -> user.userAttributes(attribute("custom:plan", "gold")));
        assertThatThrownBy(() -> POOL.aws.adminUpdateUserAttributes(user ->
                        user.userPoolId(aliasPool).username(name).userAttributes(attribute("custom:plan", "silver"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Attribute cannot be updated.");
    }

    private static void update(String name, AttributeType... attributes) {
        POOL.aws.adminUpdateUserAttributes(
                user -> user.userPoolId(POOL.poolId).username(name).userAttributes(attributes));
    }

    @Test
    void alias_verifiedEmail_findsTheUserAndUnverifiedDoesNot() {
        var name = "user-" + UUID.randomUUID();
        var email = newEmail();
        create(aliasPool, name, user -> user.userAttributes(attribute("email", email)));
        assertThatThrownBy(() ->
                        POOL.aws.adminGetUser(user -> user.userPoolId(aliasPool).username(email)))
                .isInstanceOf(UserNotFoundException.class);
        POOL.aws.adminUpdateUserAttributes(
                user -> user.userPoolId(aliasPool).username(name).userAttributes(attribute("email_verified", "true")));
        assertThat(POOL.aws
                        .adminGetUser(user -> user.userPoolId(aliasPool).username(email))
                        .username())
                .isEqualTo(name);
    }

    @Test
    void alias_ofAnotherUser_isTakenByForceOnly() {
        var email = newEmail();
        var first = "user-" + UUID.randomUUID();
        var second = "user-" + UUID.randomUUID();
        var verified = List.of(attribute("email", email), attribute("email_verified", "true"));
        create(aliasPool, first, user -> user.userAttributes(verified));
        assertThatThrownBy(() -> create(aliasPool, second, user -> user.userAttributes(verified)))
                .isInstanceOf(AliasExistsException.class);
        create(aliasPool, second, user -> user.userAttributes(verified).forceAliasCreation(true));
        assertThat(POOL.aws
                        .adminGetUser(user -> user.userPoolId(aliasPool).username(email))
                        .username())
                .isEqualTo(second);
        var loser = POOL.aws.adminGetUser(user -> user.userPoolId(aliasPool).username(first));
        assertThat(value(loser.userAttributes(), "email_verified")).isEqualTo("false");
    }

    @Test
    void alias_userNameOfAnother_isNotTakenEvenByForce() {
        var first = "user-" + UUID.randomUUID();
        create(aliasPool, first, _ -> {});
        assertThatThrownBy(() -> create(
                        aliasPool,
                        "user-" + UUID.randomUUID(),
                        user -> user.userAttributes(attribute("preferred_username", first))
                                .forceAliasCreation(true)))
                .isInstanceOf(AliasExistsException.class);
    }

    @Test
    void userName_likeAnEmailWhereEmailIsAlias_isRefused() {
        assertThatThrownBy(() -> create(aliasPool, newEmail(), _ -> {}))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Username cannot be of email format");
    }

    @Test
    void adminDisableAndEnableUser_switchTheFlag() {
        var email = newEmail();
        create(email);
        POOL.aws.adminDisableUser(user -> user.userPoolId(POOL.poolId).username(email));
        assertThat(isEnabled(email)).isFalse();
        POOL.aws.adminEnableUser(user -> user.userPoolId(POOL.poolId).username(email));
        assertThat(isEnabled(email)).isTrue();
    }

    private static boolean isEnabled(String email) {
        return POOL.aws
                .adminGetUser(user -> user.userPoolId(POOL.poolId).username(email))
                .enabled();
    }

    @Test
    void adminDeleteUser_again_isNotFoundAndTheNameIsFree() {
        var email = newEmail();
        var sub = create(email).username();
        POOL.aws.adminDeleteUser(user -> user.userPoolId(POOL.poolId).username(email));
        assertThatThrownBy(() -> POOL.aws.adminDeleteUser(
                        user -> user.userPoolId(POOL.poolId).username(email)))
                .isInstanceOf(UserNotFoundException.class);
        assertThat(create(email).username()).isNotEqualTo(sub);
    }

    @Test
    void listUsers_byFilter_findsExactlyThose() {
        var start = "u" + UUID.randomUUID();
        var one = start + "-one@example.test";
        create(POOL.poolId, one, user -> user.userAttributes(attribute("given_name", start + "\"q\\")));
        create(start + "-two@example.test");
        assertThat(list("email = \"" + one + "\"")).hasSize(1);
        assertThat(list("email ^= \"" + start + "\"")).hasSize(2);
        assertThat(list("given_name = \"" + start + "\\\"q\\\\\"")).hasSize(1);
        assertThat(list("sub = \"" + list("email = \"" + one + "\"").getFirst().username() + "\""))
                .hasSize(1);
        assertThat(list("email = \"nobody@example.test\"")).isEmpty();
        assertThat(list("status = \"Enabled\"")).hasSizeGreaterThan(1);
        assertThat(list("cognito:user_status = \"CONFIRMED\""))
                .allMatch(user -> user.userStatus() == UserStatusType.CONFIRMED);
    }

    private static List<UserType> list(String filter) {
        return POOL.aws
                .listUsers(list -> list.userPoolId(POOL.poolId).filter(filter))
                .users();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {"'email'", "'email = ada'", "'custom:plan = \"gold\"'", "'email = \"a\" or 1 = 1'", "'x'' = \"y\"'"
            })
    void listUsers_badFilter_isRefused(String filter) {
        assertThatThrownBy(() -> list(filter)).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void listUsers_pagedAndNarrowed_showsEachOnceWithTheseAttributes() {
        var id = POOL.aws
                .createUserPool(pool -> pool.poolName("Many"))
                .userPool()
                .id();
        for (var number = 0; number < 5; number++) {
            create(id, "user" + number, user -> user.userAttributes(attribute("nickname", "Nick")));
        }
        var users = POOL
                .aws
                .listUsersPaginator(list -> list.userPoolId(id).limit(2).attributesToGet("nickname"))
                .users()
                .stream()
                .toList();
        assertThat(users).extracting(UserType::username).doesNotHaveDuplicates().hasSize(5);
        assertThat(users)
                .allSatisfy(user -> assertThat(user.attributes()).containsExactly(attribute("nickname", "Nick")));
    }

    @Test
    void groups_ofAUser_areListedAndUnknownOnesRefused() {
        var email = newEmail();
        create(email);
        for (var name : List.of("gold", "silver")) {
            POOL.aws.createGroup(group -> group.userPoolId(POOL.poolId).groupName(name));
            POOL.aws.adminAddUserToGroup(
                    user -> user.userPoolId(POOL.poolId).username(email).groupName(name));
        }
        POOL.aws.adminAddUserToGroup(
                user -> user.userPoolId(POOL.poolId).username(email).groupName("gold"));
        var groups = POOL.aws.adminListGroupsForUserPaginator(
                user -> user.userPoolId(POOL.poolId).username(email).limit(1));
        assertThat(groups.groups()).extracting(group -> group.groupName()).containsExactly("gold", "silver");
        assertThatThrownBy(() -> POOL.aws.adminAddUserToGroup(
                        user -> user.userPoolId(POOL.poolId).username(email).groupName("bronze")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> POOL.aws.adminAddUserToGroup(user -> user.userPoolId(POOL.poolId)
                        .username("nobody@example.test")
                        .groupName("gold")))
                .isInstanceOf(UserNotFoundException.class);
    }

    @Test
    void everyAdminOperation_unknownUser_isNotFound() {
        Consumer<Runnable> check = call -> assertThatThrownBy(call::run).isInstanceOf(UserNotFoundException.class);
        var nobody = "nobody@example.test";
        check.accept(() ->
                POOL.aws.adminDisableUser(user -> user.userPoolId(POOL.poolId).username(nobody)));
        check.accept(() ->
                POOL.aws.adminEnableUser(user -> user.userPoolId(POOL.poolId).username(nobody)));
        check.accept(() -> POOL.aws.adminUserGlobalSignOut(
                user -> user.userPoolId(POOL.poolId).username(nobody)));
        check.accept(() -> POOL.aws.adminListGroupsForUser(
                user -> user.userPoolId(POOL.poolId).username(nobody)));
        check.accept(() -> POOL.aws.adminSetUserPassword(
                user -> user.userPoolId(POOL.poolId).username(nobody).password(PASSWORD)));
        check.accept(() -> update(nobody, attribute("nickname", "x")));
    }
}
