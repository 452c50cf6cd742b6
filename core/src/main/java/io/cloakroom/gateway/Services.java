package io.cloakroom.gateway;

import io.cloakroom.ledger.EntrySeal;
import io.cloakroom.ledger.GroupedLedger;
import io.cloakroom.ledger.History;
import io.cloakroom.ledger.Ledger;
import io.cloakroom.memberful.HttpMemberfulAccounts;
import io.cloakroom.memberful.Memberful;
import io.cloakroom.membership.Intake;
import io.cloakroom.reconcile.HttpSiteUsers;
import io.cloakroom.reconcile.Reconcile;
import io.cloakroom.record.Erasure;
import io.cloakroom.record.Vault;
import io.cloakroom.seal.Everybody;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.session.Admission;
import io.cloakroom.session.Sessions;
import io.cloakroom.signin.SignIns;
import io.cloakroom.signin.Tickets;
import io.cloakroom.site.AppClient;
import io.cloakroom.token.IdTokenVerifier;
import io.cloakroom.token.SignedTokens;
import io.cloakroom.token.TokenVerifier;
import io.cloakroom.upkeep.Erasures;
import io.cloakroom.upkeep.Sweep;
import java.util.Optional;

/** The domain's workers, put together from configuration and parts. The gateway uses them, and so do operators' commands. */
public record Services(
        TokenVerifier tokens,
        Sessions sessions,
        SignIns signIns,
        Tickets tickets,
        Vault vault,
        Intake intake,
        Reconcile reconcile,
        Memberful memberful,
        Erasures erasures,
        Sweep sweep,
        GroupedLedger ledger,
        History history)
        implements AutoCloseable {

    public static Services of(GatewayConfig config, Parts parts) {
        var clock = parts.clock();
        var signed = new SignedTokens(config.token(), parts.issuerKeys());
        var tokens = new TokenVerifier(
                config.token(),
                signed,
                client -> config.sites().withClient(client).isPresent(),
                parts.revocations(),
                clock);
        var keys = new MemberKeys(parts.keyRing(), parts.memberKeys(), clock);
        var seal = new EntrySeal(config.vault(), keys, parts.gatewayKey());
        var intake = new Intake(parts.facts(), clock);
        var siteUsers = new HttpSiteUsers(parts.gatewayKey().signature(), clock);
        var sessions = sessions(config, parts, tokens);
        var ledger = new GroupedLedger(seal, parts.ledger(), config.ledger(), clock);
        return new Services(
                tokens,
                sessions,
                signIns(config, parts, tokens, new IdTokenVerifier(config.token(), signed, clock)),
                new Tickets(parts.tickets(), clock),
                new Vault(config.vault(), keys, parts.records(), clock, parts.gatewayKey()),
                intake,
                new Reconcile(parts.facts(), intake, siteUsers, clock),
                new Memberful(parts.facts(), new HttpMemberfulAccounts(clock), parts.gatewayKey(), clock),
                erasures(config, parts, sessions, ledger),
                sweep(config, parts, ledger),
                ledger,
                new History(parts.ledger(), seal));
    }

    private static Sweep sweep(GatewayConfig config, Parts parts, Ledger ledger) {
        return new Sweep(
                config.collections(),
                new Everybody(parts.memberKeys()),
                parts.records(),
                parts.facts(),
                ledger,
                parts.clock());
    }

    private static Erasures erasures(GatewayConfig config, Parts parts, Sessions sessions, Ledger ledger) {
        return new Erasures(
                config.erasure(),
                parts.upkeep(),
                new Erasure(parts.memberKeys(), parts.records(), config.collections(), parts.clock()),
                parts.memberKeys(),
                member -> sessions.endAll(member, config.clients()),
                member -> config.sites().all().forEach(site -> parts.facts().note(site.id(), member, Optional.empty())),
                ledger,
                parts.clock());
    }

    /** Writes what the ledger has taken. */
    @Override
    public void close() {
        ledger.close();
    }

    private static Sessions sessions(GatewayConfig config, Parts parts, TokenVerifier tokens) {
        return new Sessions(
                config.session(),
                config.token(),
                parts.sessions(),
                parts.revocations(),
                parts.userPool(),
                tokens,
                Admission.EVERYBODY,
                parts.gatewayKey(),
                parts.clock());
    }

    private static SignIns signIns(GatewayConfig config, Parts parts, TokenVerifier tokens, IdTokenVerifier idTokens) {
        return new SignIns(
                config.pool(),
                config.publicUrl(),
                config.token().scope(),
                Optional.empty(),
                parts.userPool(),
                id -> config.sites().find(id).map(AppClient.class::cast),
                tokens,
                idTokens,
                parts.gatewayKey(),
                parts.clock());
    }
}
