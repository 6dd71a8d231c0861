package io.precinct99.problem;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** Holds requests to the same bounds of a body where the resource method reads none, once it is known who is calling. */
@Provider
public class UnreadBodyFeature implements DynamicFeature {
    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        if (!List.of(resource.getResourceMethod().getParameterTypes()).contains(JsonBody.class)) {
            context.register(new UnreadBody(), Priorities.USER);
        }
    }
}
