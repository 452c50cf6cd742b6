package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static io.cloakroom.userpool.PoolFixture.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PasswordResetRequiredException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PreconditionNotMetException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserImportInProgressException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserImportJobStatusType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserImportJobType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;

/** Users who come over in a CSV file. */
class ApiImportTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/Import";

    private final PoolFixture pool = new PoolFixture();
    private final SigningUp up = SigningUp.in(pool);

    @AfterEach
    void close() {
        pool.close();
    }

    private List<String> header() {
        return pool.aws.getCSVHeader(call -> call.userPoolId(up.poolId())).csvHeader();
    }

    private UserImportJobType create() {
        return pool.aws
                .createUserImportJob(
                        job -> job.userPoolId(up.poolId()).jobName("Members").cloudWatchLogsRoleArn(ROLE))
                .userImportJob();
    }

    private Browser.Page upload(UserImportJobType job, String csv) {
        var address = URI.create(job.preSignedUrl());
        var browser = pool.browser();
        return browser.send(
                browser.request(address.getPath() + "?" + address.getRawQuery()).PUT(BodyPublishers.ofString(csv)));
    }

    private String log(UserImportJobType job) {
        var address = URI.create(job.preSignedUrl());
        return pool.browser()
                .get(address.getPath() + "?" + address.getRawQuery())
                .body();
    }

    private void start(UserImportJobType job) {
        pool.aws.startUserImportJob(call -> call.userPoolId(up.poolId()).jobId(job.jobId()));
    }

    private UserImportJobType describe(UserImportJobType job) {
        return describe(pool.aws, job);
    }

    private UserImportJobType describe(CognitoIdentityProviderClient aws, UserImportJobType job) {
        return aws.describeUserImportJob(call -> call.userPoolId(up.poolId()).jobId(job.jobId()))
                .userImportJob();
    }

    private UserImportJobType end(UserImportJobType job) {
        for (var tries = 0; tries < 6000; tries++) {
            var now = describe(job);
            if (now.completionDate() != null) return now;
            Thread.onSpinWait();
        }
        throw new AssertionError("the job does not end");
    }

    private UserImportJobType run(String csv) {
        var job = create();
        assertThat(upload(job, csv).status()).isEqualTo(200);
        start(job);
        return end(job);
    }

    /** A line of the pool's file. */
    private String line(Map<String, String> values) {
        return header().stream().map(column -> values.getOrDefault(column, "")).collect(Collectors.joining(","));
    }

    private String user(String email) {
        return line(Map.of(
                "cognito:username", email, "email", email, "email_verified", "TRUE", "cognito:mfa_enabled", "FALSE"));
    }

    private String file(String... lines) {
        return String.join(",", header()) + "\r\n" + String.join("\r\n", lines) + "\r\n";
    }

    @Test
    void header_namesEveryColumnOnce() {
        assertThat(header())
                .startsWith("cognito:username", "name")
                .contains("email", "email_verified", "phone_number_verified", "updated_at")
                .doesNotContain("sub")
                .endsWith("cognito:mfa_enabled")
                .doesNotHaveDuplicates();
    }

    @Test
    void job_ofAGoodFile_makesUsersWhoChooseAPasswordFirst() {
        var ada = line(Map.of(
                "cognito:username", "ada@old.test",
                "email", "ada@old.test",
                "email_verified", "true",
                "name", "Ada\\, Countess of Lovelace",
                "cognito:mfa_enabled", "false"));
        var done = run(file(ada, user("ben@old.test")));
        assertThat(done.status()).isEqualTo(UserImportJobStatusType.SUCCEEDED);
        assertThat(done.importedUsers()).isEqualTo(2);
        var user = pool.aws.adminGetUser(call -> call.userPoolId(up.poolId()).username("ada@old.test"));
        assertThat(user.userStatus()).isEqualTo(UserStatusType.RESET_REQUIRED);
        assertThat(user.userAttributes()).contains(attribute("name", "Ada, Countess of Lovelace"));
        assertThatThrownBy(() -> up.app().tokens("ada@old.test", PASSWORD))
                .isInstanceOf(PasswordResetRequiredException.class);
        up.forgot(up.legacy(), "ada@old.test");
        up.reset(up.legacy(), "ada@old.test", pool.code("ada@old.test"), PASSWORD);
        assertThat(up.app().tokens("ada@old.test", PASSWORD).accessToken()).isNotEmpty();
    }

    @Test
    void job_ofAMixedFile_tellsOfEachLineAndGoesOn() {
        up.signUpAndConfirm("known@old.test");
        var unverified = line(Map.of("cognito:username", "u@old.test", "cognito:mfa_enabled", "false"));
        var badBirthdate = line(Map.of(
                "cognito:username", "b@old.test",
                "email_verified", "true",
                "birthdate", "secret-birthdate",
                "cognito:mfa_enabled", "false"));
        var done = run(file(
                user("first@old.test"),
                user("known@old.test"),
                unverified,
                badBirthdate,
                user("first@old.test"),
                "too,few",
                "x".repeat(16_001),
                user("last@old.test")));
        assertThat(done.status()).isEqualTo(UserImportJobStatusType.SUCCEEDED);
        assertThat(List.of(done.importedUsers(), done.skippedUsers(), done.failedUsers()))
                .containsExactly(2L, 2L, 4L);
    }

    @Test
    void log_ofAJob_namesLinesAndNoUsersData() {
        var job = create();
        var bad = line(Map.of(
                "cognito:username", "b@old.test",
                "email_verified", "true",
                "birthdate", "secret-birthdate",
                "cognito:mfa_enabled", "false"));
        upload(job, file(user("a@old.test"), bad, user("a@old.test")));
        start(job);
        end(job);
        assertThat(log(job))
                .contains("Imported 1, skipped 1, failed 1.")
                .contains("[FAILED] Line Number 3 - The User Record does not match the schema: birthdate.")
                .contains("[SKIPPED] Line Number 4 - The user already exists.")
                .doesNotContain("old.test", "secret-birthdate");
    }

    @Test
    void job_ofAFileThatIsNone_fails() {
        for (var csv : new String[] {"", "a,b\n1,2\n", file(user("a@old.test")).replaceFirst("email,", "e-mail,")}) {
            var done = run(csv);
            assertThat(done.status()).as(csv).isEqualTo(UserImportJobStatusType.FAILED);
            assertThat(done.completionMessage()).isNotBlank();
        }
    }

    @Test
    void upload_withoutTheKeyOrTooLate_isRefused() {
        var job = create();
        var forged = job.toBuilder().preSignedUrl(job.preSignedUrl() + "x").build();
        assertThat(upload(forged, file()).status()).isEqualTo(403);
        assertThat(log(forged)).doesNotContain("Imported");
        pool.clock.advance(Duration.ofMinutes(15));
        assertThat(upload(job, file()).status()).isEqualTo(403);
    }

    @Test
    void start_beforeTheUploadOrTwice_isRefused() {
        var job = create();
        assertThatThrownBy(() -> start(job)).isInstanceOf(PreconditionNotMetException.class);
        upload(job, file(user("a@old.test")));
        start(job);
        end(job);
        assertThatThrownBy(() -> start(job)).isInstanceOf(PreconditionNotMetException.class);
        assertThat(upload(job, file()).status()).isEqualTo(409);
    }

    @Test
    void job_ofAnotherPool_isNotFound() {
        var job = create();
        assertThatThrownBy(() -> pool.aws.startUserImportJob(
                        call -> call.userPoolId(pool.poolId).jobId(job.jobId())))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void jobs_startedAtOneTime_oneWorks() throws Exception {
        var jobs = IntStream.range(0, 8).mapToObj(_ -> create()).toList();
        var lines = IntStream.range(0, 900)
                .mapToObj(i -> user("u" + i + "@old.test"))
                .toArray(String[]::new);
        var csv = file(lines);
        jobs.forEach(job -> upload(job, csv));
        var next = new AtomicInteger();
        assertThat(SigningUp.countAtOnce(() -> start(jobs.get(next.getAndIncrement()))))
                .isEqualTo(1);
        var running = jobs.stream()
                .filter(job -> describe(job).startDate() != null)
                .findFirst()
                .orElseThrow();
        assertThat(end(running).importedUsers()).isEqualTo(900);
    }

    @Test
    void job_thatTheEndOfTheProcessInterrupts_goesOnWithTheNextStart() {
        var job = create();
        upload(
                job,
                file(IntStream.range(0, 900)
                        .mapToObj(i -> user("u" + i + "@old.test"))
                        .toArray(String[]::new)));
        start(job);
        var config = PoolFixture.config(pool.server.adminKey().file().resolveSibling(""));
        pool.server.close();
        try (var again = UserPoolServer.start(config, pool.clock);
                var aws = PoolFixture.aws(again)) {
            var done = describe(aws, job);
            while (done.completionDate() == null) done = describe(aws, job);
            assertThat(List.of(done.importedUsers(), done.skippedUsers(), done.failedUsers()))
                    .containsExactly(900L, 0L, 0L);
            assertThat(aws.describeUserPool(call -> call.userPoolId(up.poolId()))
                            .userPool()
                            .estimatedNumberOfUsers())
                    .isEqualTo(900);
        }
    }

    @Test
    void stop_ofARunningJob_keepsWhatItHasMade() {
        var job = create();
        var lines = IntStream.range(0, 20_000)
                .mapToObj(i -> user("u" + i + "@old.test"))
                .toArray(String[]::new);
        assertThat(upload(job, file(lines).substring(0, 60_000)).status()).isEqualTo(200);
        start(job);
        var stopped = pool.aws
                .stopUserImportJob(call -> call.userPoolId(up.poolId()).jobId(job.jobId()))
                .userImportJob();
        assertThat(stopped.statusAsString()).isEqualTo("Stopping");
        assertThat(end(job).status()).isEqualTo(UserImportJobStatusType.STOPPED);
        var counts = end(job);
        var users = pool.aws
                .describeUserPool(call -> call.userPoolId(up.poolId()))
                .userPool()
                .estimatedNumberOfUsers();
        assertThat(counts.importedUsers()).isEqualTo(users.longValue());
    }

    @Test
    void updateUserPool_whileAJobRuns_waits() {
        var job = create();
        var lines = IntStream.range(0, 700)
                .mapToObj(i -> user("u" + i + "@old.test"))
                .toArray(String[]::new);
        upload(job, file(lines));
        start(job);
        assertThatThrownBy(() -> pool.aws.updateUserPool(call -> call.userPoolId(up.poolId())))
                .isInstanceOf(UserImportInProgressException.class);
        end(job);
        pool.aws.updateUserPool(call -> call.userPoolId(up.poolId()));
    }

    @Test
    void list_ofJobs_showsTheNewestFirst() {
        var first = create();
        var second = create();
        var page =
                pool.aws.listUserImportJobs(list -> list.userPoolId(up.poolId()).maxResults(1));
        assertThat(page.userImportJobs()).extracting(UserImportJobType::jobId).containsExactly(second.jobId());
        var rest = pool.aws.listUserImportJobs(
                list -> list.userPoolId(up.poolId()).maxResults(1).paginationToken(page.paginationToken()));
        assertThat(rest.userImportJobs()).extracting(UserImportJobType::jobId).containsExactly(first.jobId());
        assertThat(rest.paginationToken()).isNull();
    }
}
