<?php
/**
 * What WordPress's erasure of personal data does for a member.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Passes the request on; she confirms it herself at the gateway, whoever asked for it here. Of what the plugin keeps of her goes
 * what has served. What stays: the connection with the gateway and what is noted beside it, because as long as her data is there
 * this site has to know whose it is, refuse her old password, and tell when her membership ends; and what she has paid for.
 */
final class Privacy_Erasure {

	// Letters and links that have served, and which other user she might be.
	const SERVED = array( Claim::META, Mailed_Link::META, Mailed_Link::TWIN );

	/**
	 * Passes requests on.
	 *
	 * @var Member_Request
	 */
	private $request;

	/**
	 * The gateway's addresses for browsers.
	 *
	 * @var Gateway_Urls
	 */
	private $urls;

	/**
	 * The rows that wait to be told.
	 *
	 * @var Outbox
	 */
	private $outbox;

	/**
	 * Takes what it needs.
	 *
	 * @param Member_Request $request Passes requests on.
	 * @param Gateway_Urls   $urls    The gateway's addresses for browsers.
	 * @param Outbox         $outbox  The rows that wait to be told.
	 */
	public function __construct( Member_Request $request, Gateway_Urls $urls, Outbox $outbox ) {
		$this->request = $request;
		$this->urls    = $urls;
		$this->outbox  = $outbox;
	}

	/**
	 * Adds this to WordPress's erasers.
	 *
	 * @param array[] $erasers By their names.
	 */
	public function add( $erasers ) {
		$erasers['cloakroom'] = array(
			'eraser_friendly_name' => __( 'Cloakroom', 'cloakroom' ),
			'callback'             => array( $this, 'erase' ),
		);
		return $erasers;
	}

	/**
	 * Answers WordPress, whose page prints messages as they are: they are HTML.
	 *
	 * @param string $email Whose data.
	 * @param int    $page  Which page of it, from 1.
	 */
	public function erase( $email, $page = 1 ): array {
		$user   = (int) $page > 1 ? false : get_user_by( 'email', (string) $email );
		$result = array(
			'items_removed'  => $user && $this->remove_what_has_served( $user->ID ),
			'items_retained' => false,
			'messages'       => array(),
			'done'           => true,
		);
		if ( ! $user || ! Privacy::is_member( $user ) ) {
			return $result;
		}
		$sub     = (string) get_user_meta( $user->ID, Members::META, true );
		$outcome = $this->request->pass_on( $sub, Member_Request::ERASURE );
		return array(
			'items_retained' => true,
			'messages'       => array( self::html( self::sentence( $outcome ), $this->urls->own_page() ), esc_html__( 'This website keeps the user’s connection with the vault until the user is deleted or disconnected, because it has to tell the vault when a membership ends; and the dates of memberships that were paid for.', 'cloakroom' ) ),
		) + $result;
	}

	/**
	 * Removes what nobody needs any more. Rows that wait to be told stay, and those that could not be told.
	 *
	 * @param int $user_id The user.
	 */
	private function remove_what_has_served( int $user_id ): bool {
		$removed = $this->outbox->forget_delivered( $user_id ) > 0;
		foreach ( self::SERVED as $key ) {
			$removed = delete_user_meta( $user_id, $key ) || $removed;
		}
		return $removed;
	}

	/**
	 * What became of the request, for who looks after the site.
	 *
	 * @param string $outcome What became of it.
	 */
	private static function sentence( string $outcome ): string {
		switch ( $outcome ) {
			case Member_Request::PASSED_ON:
				return __( 'The request to erase this member’s protected data was passed on to the vault. It is not erased yet: she signs in there and confirms it herself. Tell her this address:', 'cloakroom' );
			case Member_Request::LATER:
				return __( 'The vault could not be reached. The request to erase this member’s protected data is passed on as soon as it can be, for a day. She can also sign in there and erase it herself, at this address:', 'cloakroom' );
			case Member_Request::UNKNOWN:
				return __( 'The vault does not know of this user as a member of this website, so nothing was passed on. If she has data there, she signs in and erases it herself, at this address:', 'cloakroom' );
			default:
				return __( 'The request to erase this member’s protected data could not be passed on to the vault. Test the connection under Settings > Cloakroom, then erase again; or she signs in there and erases it herself, at this address:', 'cloakroom' );
		}
	}

	/**
	 * A sentence with an address behind it.
	 *
	 * @param string $sentence The sentence.
	 * @param string $url      The address.
	 */
	private static function html( string $sentence, string $url ): string {
		return sprintf( '%1$s <a href="%2$s">%3$s</a>', esc_html( $sentence ), esc_url( $url ), esc_html( $url ) );
	}
}
