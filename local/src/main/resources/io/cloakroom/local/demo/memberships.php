<?php
/**
 * Gives members who have none yet their memberships, as a shop would, and lets the plugin tell the gateway of them.
 *
 * Input: members (user, role, ends_in: seconds, negative is past).
 * Answer: outbox.
 */
namespace Cloakroom\Local;

use Cloakroom\Role_Grant;

/** One that is over: no function of the plugin's makes such a one. */
function lapse(int $user, string $role, int $until): void
{
    update_user_meta($user, Role_Grant::key($role), ['from' => $until - YEAR_IN_SECONDS, 'until' => $until, 'cancelled_at' => $until]);
}

foreach (input()['members'] as $member) {
    $user = (int) $member['user'];
    if (Role_Grant::of($user, $member['role'])) continue;
    $until = time() + $member['ends_in'];
    if ($until <= time()) lapse($user, $member['role'], $until);
    elseif (!cloakroom_grant_role($user, $member['role'], $until)) throw new \RuntimeException('not granted');
}
do_action(\Cloakroom\Delivery::CRON_HOOK);
answer(['outbox' => 'delivered']);
