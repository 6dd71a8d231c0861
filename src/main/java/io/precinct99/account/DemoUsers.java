package io.precinct99.account;

import io.precinct99.access.Role;
import io.precinct99.audit.Origin;
import io.precinct99.problem.Problem;
import io.precinct99.problem.SchemaReady;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** The people of the precinct, for trying things out. Only where the configuration asks for them. */
@ApplicationScoped
public class DemoUsers {
    private static final List<String> NAMES = List.of("jake", "amy", "rosa", "terry", "charles", "gina");
    private static final String OPERATOR = "terry";

    private final Registrar registrar;
    private final boolean wanted;

    protected DemoUsers() {
        this.registrar = null;
        this.wanted = false;
    }

    @Inject
    public DemoUsers(Registrar registrar, Config config) {
        this.registrar = registrar;
        this.wanted = AccountConfig.load(config).demo();
    }

    void add(@Observes SchemaReady ready) {
        if (wanted) {
            NAMES.forEach(this::add);
        }
    }

    private void add(String name) {
        Registration registration = new Registration(
                new Username(name), new Email(name + "@precinct99.nypd"), new Password(name + "-precinct99"));
        try {
            registrar.register(registration, name.equals(OPERATOR) ? Role.OPERATOR : Role.USER, Origin.SELF);
        } catch (Problem refused) {
            if (refused.status() != 409) { // there since an earlier start
                throw refused;
            }
        }
    }
}
