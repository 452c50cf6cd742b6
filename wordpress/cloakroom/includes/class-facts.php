<?php
/**
 * What is told to the gateway of users' memberships.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Numbers are taken first, then the snapshots: see Sequence.
 */
final class Facts {

	const RECONCILED = 'reconciled';
	const DELETED    = 'member.deleted';

	// Of which users the gateway was told something; per site of a network.
	const TOLD = 'cloakroom_told';

	/**
	 * All memberships of a user.
	 *
	 * @var Snapshot
	 */
	private $snapshot;

	/**
	 * Takes what it needs.
	 *
	 * @param Snapshot $snapshot All memberships of a user.
	 */
	public function __construct( Snapshot $snapshot ) {
		$this->snapshot = $snapshot;
	}

	/**
	 * A fact for a row of the outbox.
	 *
	 * @param \stdClass $row      The row.
	 * @param int       $sequence Its number.
	 * @throws Snapshot_Fault If a system cannot tell.
	 */
	public function of_row( \stdClass $row, int $sequence ): array {
		$cause = array(
			'source' => $row->source,
			'event'  => $row->event,
		);
		if ( '' !== $row->native_id ) {
			$cause['id'] = $row->native_id;
		}
		return $this->fact( (int) $row->user_id, $row->type, $sequence ) + array( 'cause' => $cause );
	}

	/**
	 * A fact that nothing caused: everybody is compared.
	 *
	 * @param int $user_id  A WordPress user id.
	 * @param int $sequence Its number.
	 * @throws Snapshot_Fault If a system cannot tell.
	 */
	public function of_user( int $user_id, int $sequence ): array {
		return $this->fact( $user_id, self::RECONCILED, $sequence );
	}

	/**
	 * Notes that the gateway knows of a user.
	 *
	 * @param int $user_id A WordPress user id.
	 */
	public static function mark_told( int $user_id ) {
		if ( Site_Users::has( $user_id ) && '' === (string) get_user_meta( $user_id, self::told_key(), true ) ) {
			update_user_meta( $user_id, self::told_key(), '1' );
		}
	}

	/**
	 * The name of that note on this site.
	 */
	public static function told_key(): string {
		global $wpdb;
		return $wpdb->get_blog_prefix() . self::TOLD;
	}

	/**
	 * A fact in the gateway's form.
	 *
	 * @param int    $user_id  A WordPress user id.
	 * @param string $type     What happened, for people.
	 * @param int    $sequence Its number.
	 * @throws Snapshot_Fault If a system cannot tell.
	 */
	private function fact( int $user_id, string $type, int $sequence ): array {
		$observed_at = time();
		$memberships = $this->snapshot->of( $user_id );
		return array(
			'id'          => wp_generate_uuid4(),
			'seq'         => $sequence,
			'user'        => (string) $user_id,
			'type'        => Site_Users::has( $user_id ) ? $type : self::DELETED,
			'observed_at' => Membership::instant( $observed_at ),
			'memberships' => $memberships,
		);
	}
}
