/**
 * Asks the functions of a pool's owner what Cognito asks its Lambda triggers, with the same events.
 *
 * <p>Start at {@link io.cloakroom.userpool.trigger.Triggers}; what is asked is a {@link
 * io.cloakroom.userpool.trigger.TriggerEvent}, what comes back a {@link io.cloakroom.userpool.trigger.TriggerAnswer}, and a
 * refusal, by the function or of its answer, a {@link io.cloakroom.userpool.trigger.TriggerFault}. Where functions are, the
 * configuration file says ({@link io.cloakroom.userpool.trigger.FunctionsConfig}). Never inside a transaction: an answer may
 * take seconds, and a function may call this pool. May use: {@code store}; of core: {@code config}, {@code http},
 * {@code json}, {@code upstream}.
 */
@NullMarked
package io.cloakroom.userpool.trigger;

import org.jspecify.annotations.NullMarked;
