package io.cloakroom.cli.doctor;

import io.cloakroom.site.Site;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Whether site, gateway and pool stand where a browser sends each the cookies that it shall have, and no others. */
final class PlacesExam implements Exam {
    private final Site site;
    private final URI gateway;
    private final URI pool;

    PlacesExam(Site site, String gatewayUrl, String poolUrl) {
        this.site = site;
        this.gateway = URI.create(gatewayUrl);
        this.pool = URI.create(poolUrl);
    }

    @Override
    public String name() {
        return "origin";
    }

    @Override
    public List<Diagnosis> examine() {
        var found = new ArrayList<Diagnosis>();
        for (var origin : site.origins()) found.add(besideGateway(URI.create(origin)));
        found.add(apartFromPool(URI.create(site.origin())));
        return found;
    }

    private Diagnosis besideGateway(URI origin) {
        if (origin.getHost().equals(gateway.getHost())) {
            return Diagnosis.fault(
                    "origin",
                    origin + " has the gateway's own host name",
                    "Give the gateway a host name of its own: cookies ignore ports, so WordPress could read and plant the "
                            + "gateway's.");
        }
        if (Domains.areSameSite(origin, gateway)) {
            return Diagnosis.good(
                    "origin", origin + " is under " + Domains.of(gateway.getHost()) + ", as the gateway is");
        }
        var found = origin + " is not of one site with the gateway, " + gateway;
        var advice =
                "Put both under one domain (www.example.com, members.example.com) and on https: elsewhere browsers "
                        + "keep the session from the cards, which then offer to open in a window.";
        return origin.toString().equals(site.origin())
                ? Diagnosis.fault("origin", found, advice)
                : Diagnosis.warning("origin", found, advice);
    }

    private Diagnosis apartFromPool(URI origin) {
        if (!Domains.of(origin.getHost()).equals(Domains.of(pool.getHost()))) {
            return Diagnosis.good("pool", pool.getHost() + " is under a domain of its own");
        }
        return Diagnosis.fault(
                "pool",
                pool.getHost() + " is under the site's own domain, " + Domains.of(pool.getHost()),
                "Use Cognito's prefix domain, or a domain apart: under the site's, WordPress can plant cookies at the pool.");
    }
}
