package io.cloakroom.userpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.userpool.api.OperationsTable;
import io.cloakroom.userpool.quota.Category;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TooManyRequestsException;

/** What a client meets that is faster than AWS allows. */
class ApiQuotasTest {
    @Test
    void calls_fasterThanTheQuota_areRefusedUntilTimeHasPassed() {
        try (var pool = new PoolFixture(UserPoolConfig::withQuotas);
                var impatient = PoolFixture.impatient(pool.server)) {
            for (var call = 0; call < 15; call++) impatient.describeUserPool(read -> read.userPoolId(pool.poolId));
            assertThatThrownBy(() -> impatient.describeUserPool(read -> read.userPoolId(pool.poolId)))
                    .isInstanceOf(TooManyRequestsException.class);
            pool.clock.advance(Duration.ofSeconds(1));
            impatient.describeUserPool(read -> read.userPoolId(pool.poolId));
        }
    }

    @Test
    void operations_allOfThem_haveAQuota() {
        var rows = OperationsTable.markdown().lines().skip(2).filter(row -> row.contains("| served |"));
        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row ->
                        assertThat(Category.of(row.split(" ", 3)[1])).as(row).isPresent());
    }
}
