<?php
/**
 * Plugin Name: Lodge memberships for Cloakroom
 * Description: Tells Cloakroom of the passes that the (made-up) plugin "Lodge" sells. Put it into wp-content/mu-plugins.
 */

add_action( 'cloakroom_membership_systems', function ( $systems ) {
	$systems->add( new class() extends \Cloakroom\Membership_System {

		public function source(): string {
			return 'lodge'; // Products are called "lodge:weekend" in cloakroom.yaml.
		}

		public function name(): string {
			return 'Lodge';
		}

		public function is_present(): bool {
			return function_exists( 'lodge_passes_of' );
		}

		// Where something may have changed: Lodge fires this with the user's id and the pass's.
		public function changes(): array {
			return array(
				'lodge_pass_changed' => array( 'membership.changed', fn( $user_id, $pass_id ) => array( $user_id, $pass_id ) ),
			);
		}

		// All that the user holds now, read anew.
		public function memberships( int $user_id ): array {
			$memberships = array();
			foreach ( lodge_passes_of( $user_id ) as $pass ) {
				$status        = $pass['refunded'] ? 'revoked' : ( $pass['renews'] ? 'active' : 'cancelled' );
				$memberships[] = new \Cloakroom\Membership( "pass:{$pass['id']}", $pass['plan'], $status, array(
					'name'       => $pass['title'],
					'period_end' => $pass['until'], // Unix seconds, or null where Lodge knows no end ...
					'lifetime'   => null === $pass['until'], // ... which has to be said.
					'auto_renew' => $pass['renews'],
				) );
			}
			return $memberships;
		}
	} );
} );
