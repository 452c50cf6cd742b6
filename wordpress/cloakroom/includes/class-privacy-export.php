<?php
/**
 * What WordPress's export of personal data says of a member.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Her protected data is not in the export and never comes here: it says where the data is and where she downloads it herself.
 */
final class Privacy_Export {

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
	 * Takes what it needs.
	 *
	 * @param Member_Request $request Passes requests on.
	 * @param Gateway_Urls   $urls    The gateway's addresses for browsers.
	 */
	public function __construct( Member_Request $request, Gateway_Urls $urls ) {
		$this->request = $request;
		$this->urls    = $urls;
	}

	/**
	 * Adds this to WordPress's exporters.
	 *
	 * @param array[] $exporters By their names.
	 */
	public function add( $exporters ) {
		$exporters['cloakroom'] = array(
			'exporter_friendly_name' => __( 'Cloakroom', 'cloakroom' ),
			'callback'               => array( $this, 'export' ),
		);
		return $exporters;
	}

	/**
	 * Answers WordPress: one item, on its first page.
	 *
	 * @param string $email Whose data.
	 * @param int    $page  Which page of it, from 1.
	 */
	public function export( $email, $page = 1 ): array {
		$user = (int) $page > 1 ? null : Privacy::member( (string) $email );
		return array(
			'data' => $user ? array( $this->item( $user ) ) : array(),
			'done' => true,
		);
	}

	/**
	 * The item.
	 *
	 * @param \WP_User $user The member's user.
	 */
	private function item( \WP_User $user ): array {
		$sub = (string) get_user_meta( $user->ID, Members::META, true );
		return array(
			'group_id'          => 'cloakroom',
			'group_label'       => __( 'Protected data', 'cloakroom' ),
			'group_description' => __( 'Data that this website cannot read.', 'cloakroom' ),
			'item_id'           => 'cloakroom-' . $user->ID,
			'data'              => array(
				self::line( __( 'Where it is', 'cloakroom' ), __( 'Your protected data is kept apart from this website, in a vault that this website cannot read. So it is not in this file.', 'cloakroom' ) ),
				self::line( __( 'Request', 'cloakroom' ), self::sentence( $this->request->pass_on( $sub, Member_Request::EXPORT ) ) ),
				self::line( __( 'Download it there yourself', 'cloakroom' ), $this->urls->own_page() ),
				self::line( __( 'Your member number, which this website keeps', 'cloakroom' ), $sub ),
			),
		);
	}

	/**
	 * What became of the request, for the member.
	 *
	 * @param string $outcome What became of it.
	 */
	private static function sentence( string $outcome ): string {
		switch ( $outcome ) {
			case Member_Request::PASSED_ON:
				return __( 'Your request was passed on to the vault. Open the address below and sign in: your own page asks you to go on with it, and gives the data to you alone.', 'cloakroom' );
			case Member_Request::LATER:
				return __( 'The vault could not be reached just now; this website passes your request on as soon as it can. You need not wait for that: open the address below, sign in and download your data.', 'cloakroom' );
			default:
				return __( 'Open the address below, sign in and download your data. Nobody else can do that for you.', 'cloakroom' );
		}
	}

	/**
	 * One line of the item.
	 *
	 * @param string $name  What it is.
	 * @param string $value Its text.
	 */
	private static function line( string $name, string $value ): array {
		return compact( 'name', 'value' );
	}
}
