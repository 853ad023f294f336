package io.hearken.operator;

import io.hearken.stream.Rejection;
import io.hearken.stream.RejectionCodes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/**
 * Counts the open streams of one parallel instance, and refuses to open more than its share of a
 * {@link Quota}. Whose a stream is lies in keyed state, from which the counts are made anew after a
 * restart; streams that are open then stay open, whatever the limits are now.
 */
final class Admission<I> {
    private static final ValueStateDescriptor<String> TENANT =
            new ValueStateDescriptor<>("tenant", Types.STRING);

    private final Quota<I> quota;
    private final int mostStreams;
    private final int mostTenantStreams;
    private final ValueState<String> tenants;
    private final Map<String, Tenant> byName = new HashMap<>();
    private volatile int open; // read by those who report metrics

    /** A tenant with open streams. */
    private static final class Tenant {
        final String name;
        int open;

        Tenant(String name) {
            this.name = name;
        }
    }

    /** Admits what the quota allows; counts what is open already. */
    Admission(Quota<I> quota, RuntimeContext context, KeyedStateBackend<?> backend)
            throws Exception {
        this.quota = quota;
        int instances = context.getTaskInfo().getNumberOfParallelSubtasks();
        mostStreams = Quota.share(quota.streams(), instances);
        mostTenantStreams = Quota.share(quota.tenantStreams(), instances);
        tenants = context.getState(TENANT);
        backend.applyToAllKeys(
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                TENANT,
                (key, state) -> count(tenant(state.value())));
    }

    /** Streams that are open. */
    int open() {
        return open;
    }

    /** Whether the current stream is counted as open. */
    boolean isOpen() throws IOException {
        return tenants.value() != null;
    }

    /** Counts the current stream as open, or says why it may not be. */
    Optional<Rejection> admit(I input) throws IOException {
        if (mostStreams > 0 && open >= mostStreams) {
            return Optional.of(
                    full(RejectionCodes.TOO_MANY_STREAMS, "streams", open, quota.streams()));
        }
        Tenant tenant = tenant(quota.tenants().of(input));
        if (mostTenantStreams > 0 && tenant.open >= mostTenantStreams) {
            return Optional.of(
                    full(
                            RejectionCodes.TENANT_FULL,
                            "streams of its tenant",
                            tenant.open,
                            quota.tenantStreams()));
        }
        count(tenant);
        tenants.update(tenant.name);
        return Optional.empty();
    }

    /** Takes the current stream out of the count, if it is in. */
    void release() throws IOException {
        String name = tenants.value();
        if (name == null) {
            return;
        }
        tenants.clear();
        open--;
        Tenant tenant = byName.get(name);
        tenant.open--;
        if (tenant.open == 0) {
            byName.remove(name);
        }
    }

    private Tenant tenant(String name) {
        Tenant known = byName.get(name);
        return known == null ? new Tenant(name) : known;
    }

    private void count(Tenant tenant) {
        byName.putIfAbsent(tenant.name, tenant);
        tenant.open++;
        open++;
    }

    private static Rejection full(String code, String what, int open, int limit) {
        return new Rejection(
                code,
                String.format(
                        "%d %s are open, all that one of the job's instances takes of %d: end"
                                + " streams by header last=true, or raise the limit",
                        open, what, limit));
    }
}
