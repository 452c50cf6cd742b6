<?php
/**
 * The membership systems of this site.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Those that the plugin knows and those that others add; listens to the ones that are there.
 */
final class Membership_Systems {

	const SOURCE = '/\A[a-z][a-z0-9-]{0,31}\z/';

	// Sources that the gateway has a meaning of its own for.
	const RESERVED = array( 'cloakroom' );

	/**
	 * All that are known, by source.
	 *
	 * @var Membership_System[]
	 */
	private $systems = array();

	/**
	 * Where changes are written down.
	 *
	 * @var Outbox
	 */
	private $outbox;

	/**
	 * What shows cards on account pages.
	 *
	 * @var Account_Cards
	 */
	private $cards;

	/**
	 * The way from others' sign-in forms to the gateway.
	 *
	 * @var Login_Bridge
	 */
	private $bridge;

	/**
	 * Takes what it needs.
	 *
	 * @param Outbox        $outbox Where changes are written down.
	 * @param Account_Cards $cards  What shows cards on account pages.
	 * @param Login_Bridge  $bridge The way from others' sign-in forms to the gateway.
	 */
	public function __construct( Outbox $outbox, Account_Cards $cards, Login_Bridge $bridge ) {
		$this->outbox = $outbox;
		$this->cards  = $cards;
		$this->bridge = $bridge;
	}

	/**
	 * Adds a system. The first with a source stays: nobody takes the place of another unseen.
	 *
	 * @param Membership_System $system A system.
	 * @return bool False if its source is taken or not in its form.
	 */
	public function add( Membership_System $system ): bool {
		$source = $system->source();
		if ( 1 !== preg_match( self::SOURCE, $source ) || isset( $this->systems[ $source ] ) || in_array( $source, self::RESERVED, true ) ) {
			return false;
		}
		$this->systems[ $source ] = $system;
		return true;
	}

	/**
	 * Asks for others' systems, and listens to all that are there. After all plugins and the theme are loaded.
	 */
	public function start() {
		/**
		 * Fires when membership systems can be added.
		 *
		 * @param Membership_Systems $systems Its method add() takes an object of a class that extends \Cloakroom\Membership_System.
		 */
		do_action( 'cloakroom_membership_systems', $this );
		foreach ( $this->present() as $system ) {
			$this->listen( $system );
			foreach ( $system->account_tab( $this->cards ) as $hook => $print ) {
				add_action( $hook, $print, 10, 9 );
			}
			foreach ( $system->login_form( $this->bridge ) as list( $hook, $answer, $priority ) ) {
				add_filter( $hook, $answer, $priority, 9 );
			}
		}
	}

	/**
	 * Writes down that a user is gone from this site.
	 *
	 * @param int $user_id A WordPress user id.
	 */
	public function note_deleted( $user_id ) {
		if ( $this->present() ) {
			$this->outbox->note( (int) $user_id, Facts::DELETED, 'wordpress', current_action(), '' );
		}
	}

	/**
	 * Systems that are there in this request.
	 *
	 * @return Membership_System[] By source.
	 */
	public function present(): array {
		return array_filter(
			$this->systems,
			static function ( Membership_System $system ) {
				return $system->is_present();
			}
		);
	}

	/**
	 * Lets every change of a system become a row of the outbox.
	 *
	 * @param Membership_System $system A system.
	 */
	private function listen( Membership_System $system ) {
		foreach ( $system->changes() as $hook => list( $type, $who ) ) {
			$source = $system->source();
			// Last, so that what the others at this hook store is stored.
			add_filter(
				$hook,
				function ( ...$arguments ) use ( $source, $hook, $type, $who ) {
					$this->note( $source, $hook, $type, $who, $arguments );
					return $arguments[0] ?? null;
				},
				PHP_INT_MAX,
				9
			);
		}
	}

	/**
	 * Writes a change down. This runs inside a purchase: whatever goes wrong here must not stop it.
	 *
	 * @param string   $source    The system's word.
	 * @param string   $hook      The hook.
	 * @param string   $type      What it means, for people.
	 * @param callable $who       Says who is concerned.
	 * @param array    $arguments The hook's arguments.
	 */
	private function note( string $source, string $hook, string $type, callable $who, array $arguments ) {
		try {
			$concerned = $who( ...$arguments );
			foreach ( is_array( $concerned ) && is_array( reset( $concerned ) ) ? $concerned : array( (array) $concerned ) as $one ) {
				list( $user_id, $id ) = array_pad( $one, 2, '' );
				if ( (int) $user_id > 0 ) {
					$this->outbox->note( (int) $user_id, $type, $source, $hook, is_scalar( $id ) ? (string) $id : '' );
				}
			}
		} catch ( \Throwable $trouble ) {
			/**
			 * Fires when a change of a membership could not be written down; comparing everybody will find it.
			 *
			 * @param string $source The system's word.
			 * @param string $hook   The hook.
			 * @param string $what   Which kind of trouble.
			 */
			do_action( 'cloakroom_membership_trouble', $source, $hook, get_class( $trouble ) );
		}
	}
}
