package io.cloakroom.userpool.quota;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Operations that share a quota, and how many of them a second AWS allows an account.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html">Cognito, quotas</a>
 */
public enum Category {
    USER_AUTHENTICATION(
            120, "InitiateAuth", "AdminInitiateAuth", "RespondToAuthChallenge", "AdminRespondToAuthChallenge"),
    USER_CREATION(50, "SignUp", "ConfirmSignUp", "AdminCreateUser", "AdminConfirmSignUp"),
    USER_ACCOUNT_RECOVERY(30, "ForgotPassword", "ConfirmForgotPassword", "ChangePassword"),
    USER_READ(120, "AdminGetUser", "GetUser"),
    USER_UPDATE(
            25,
            "AdminSetUserPassword",
            "AdminUpdateUserAttributes",
            "AdminDisableUser",
            "AdminEnableUser",
            "AdminDeleteUser",
            "AdminUserGlobalSignOut",
            "AdminSetUserMFAPreference",
            "UpdateUserAttributes"),
    USER_TOKEN(120, "GetTokensFromRefreshToken", "RevokeToken", "GlobalSignOut"),
    USER_RESOURCE_READ(
            50,
            "AdminListGroupsForUser",
            "GetUserAttributeVerificationCode",
            "ResendConfirmationCode",
            "ListWebAuthnCredentials"),
    USER_RESOURCE_UPDATE(
            25,
            "AdminAddUserToGroup",
            "AdminRemoveUserFromGroup",
            "AssociateSoftwareToken",
            "VerifySoftwareToken",
            "SetUserMFAPreference",
            "VerifyUserAttribute",
            "StartWebAuthnRegistration",
            "CompleteWebAuthnRegistration",
            "DeleteWebAuthnCredential"),
    USER_LIST(30, "ListUsers"),
    USER_POOL_READ(15, "DescribeUserPool", "ListUserPools", "GetUserPoolMfaConfig"),
    USER_POOL_UPDATE(
            15, "CreateUserPool", "UpdateUserPool", "DeleteUserPool", "SetUserPoolMfaConfig", "RotateSigningKeys"),
    USER_POOL_RESOURCE_READ(
            20,
            "ListGroups",
            "DescribeResourceServer",
            "ListResourceServers",
            "GetCSVHeader",
            "DescribeUserImportJob",
            "ListUserImportJobs"),
    USER_POOL_RESOURCE_UPDATE(
            15,
            "CreateGroup",
            "CreateResourceServer",
            "UpdateResourceServer",
            "DeleteResourceServer",
            "CreateUserImportJob",
            "StartUserImportJob",
            "StopUserImportJob"),
    CLIENT_READ(15, "DescribeUserPoolClient", "ListUserPoolClients"),
    CLIENT_UPDATE(15, "CreateUserPoolClient", "UpdateUserPoolClient", "DeleteUserPoolClient");

    private final int perSecond;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> operations;

    Category(int perSecond, String... operations) {
        this.perSecond = perSecond;
        this.operations = Set.of(operations);
    }

    /** AWS's own figure; in part as of 2023. */
    public int perSecond() {
        return perSecond;
    }

    public static Optional<Category> of(String operation) {
        return Arrays.stream(values())
                .filter(category -> category.operations.contains(operation))
                .findFirst();
    }
}
