package io.cloakroom.cli.moving;

import io.cloakroom.member.MemberId;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.SealedRecord;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/** Sees who is in a store of records with whom. Nobody writes alone there: each waits until so many do. */
final class Crowd {
    private static final long STAY_MILLIS = 50;

    private final RecordStore store;
    private final CyclicBarrier writers;
    private final Set<MemberId> inside = ConcurrentHashMap.newKeySet();
    private final Set<MemberId> met = ConcurrentHashMap.newKeySet();

    Crowd(RecordStore store, int writers) {
        this.store = store;
        this.writers = new CyclicBarrier(writers);
    }

    RecordStore store() {
        Class<?>[] kinds = {RecordStore.class};
        return (RecordStore) Proxy.newProxyInstance(
                Crowd.class.getClassLoader(), kinds, (_, method, arguments) -> enter(method, arguments));
    }

    /** Members who met themselves. */
    Set<MemberId> met() {
        return Set.copyOf(met);
    }

    private Object enter(Method method, Object... arguments) throws Throwable {
        var member = arguments[0] instanceof SealedRecord record ? record.member() : (MemberId) arguments[0];
        if (!inside.add(member)) met.add(member);
        try {
            if (method.getName().equals("put")) writers.await(10, TimeUnit.SECONDS);
            Thread.sleep(STAY_MILLIS);
            return method.invoke(store, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        } finally {
            inside.remove(member);
        }
    }
}
