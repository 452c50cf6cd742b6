package io.cloakroom.gateway;

import io.cloakroom.ledger.LedgerStore;
import io.cloakroom.membership.FactStore;
import io.cloakroom.record.RecordStore;
import io.cloakroom.seal.GatewayKey;
import io.cloakroom.seal.KeyRing;
import io.cloakroom.seal.MemberKeyStore;
import io.cloakroom.session.SessionStore;
import io.cloakroom.signin.TicketStore;
import io.cloakroom.signin.UserPool;
import io.cloakroom.token.KeySource;
import io.cloakroom.token.RevocationStore;
import io.cloakroom.upkeep.UpkeepStore;
import java.time.Clock;

/** All that the gateway needs from outside, each behind its port. On AWS, on one machine and in tests built by one call. */
public record Parts(
        Clock clock,
        KeySource issuerKeys,
        UserPool userPool,
        RecordStore records,
        MemberKeyStore memberKeys,
        KeyRing keyRing,
        GatewayKey gatewayKey,
        FactStore facts,
        UpkeepStore upkeep,
        SessionStore sessions,
        TicketStore tickets,
        RevocationStore revocations,
        LedgerStore ledger) {}
