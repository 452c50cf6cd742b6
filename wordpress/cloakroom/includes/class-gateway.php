<?php
/**
 * Calls from this server to the gateway.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Asks the gateway who signed in, ends sessions, tells what users hold, and lists cards. Member data comes here only by read(), with the member's own
 * token, from collections that allow the delivery relay.
 */
final class Gateway {

	const REDEEM_WITHIN_SECONDS  = 5;
	const END_WITHIN_SECONDS     = 3;
	const CARDS_WITHIN_SECONDS   = 3;
	const FACTS_WITHIN_SECONDS   = 10;
	const REQUEST_WITHIN_SECONDS = 5;
	const FACTS_BYTES_MAX        = 262144;
	const BYTES_MAX              = 65536;
	const RECORDS_BYTES_MAX      = 1048576;

	/**
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes what it needs.
	 *
	 * @param Settings $settings The operator's settings.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Asks who signed in. Works once for a ticket, and only with the secret of the browser that began.
	 *
	 * @param string $ticket The ticket.
	 * @param string $bind   The browser's secret.
	 */
	public function redeem( string $ticket, string $bind ): Gateway_Answer {
		$body = array(
			'ticket' => $ticket,
			'bind'   => $bind,
		);
		return $this->post( '/tickets/redeem', $body, self::REDEEM_WITHIN_SECONDS );
	}

	/**
	 * Asks for the access token that a relay ticket stands for. Works once for a ticket, and only for the session that it was made in.
	 *
	 * @param string $ticket      The ticket.
	 * @param string $session_ref The session's reference.
	 * @param float  $seconds     Time limit for the whole answer.
	 */
	public function redeem_for_relay( string $ticket, string $session_ref, float $seconds ): Gateway_Answer {
		$body = array(
			'ticket'  => $ticket,
			'bind'    => $session_ref,
			'purpose' => 'relay',
		);
		return $this->post( '/tickets/redeem', $body, $seconds );
	}

	/**
	 * Reads what the gateway lets the member of this token read by relay.
	 *
	 * @param string      $path    Path and query at the gateway.
	 * @param Relay_Token $token   The member's token.
	 * @param float       $seconds Time limit for the whole answer.
	 */
	public function read( string $path, Relay_Token $token, float $seconds ): Gateway_Answer {
		$arguments = array(
			'method'              => 'GET',
			'headers'             => array(
				'Accept'        => 'application/json',
				'Authorization' => $token->authorization(),
			),
			'timeout'             => $seconds,
			'limit_response_size' => self::RECORDS_BYTES_MAX,
		);
		return $this->send( $path, $arguments );
	}

	/**
	 * Ends a session at the gateway. Answers 204 also if it was over already.
	 *
	 * @param string $session_ref The session's reference.
	 */
	public function end_session( string $session_ref ): Gateway_Answer {
		$body = array( 'session_ref' => $session_ref );
		return $this->post( '/sessions/' . rawurlencode( $session_ref ) . '/end', $body, self::END_WITHIN_SECONDS );
	}

	/**
	 * Redeems a ticket that connects a user of this site with the member who agreed to it; the gateway ties the two.
	 *
	 * @param string $ticket  The ticket.
	 * @param string $bind    The browser's secret.
	 * @param int    $user_id The user.
	 */
	public function redeem_for_link( string $ticket, string $bind, int $user_id ): Gateway_Answer {
		$body = array(
			'ticket'  => $ticket,
			'bind'    => $bind,
			'purpose' => 'link',
			'user'    => (string) $user_id,
		);
		return $this->post( '/tickets/redeem', $body, self::REDEEM_WITHIN_SECONDS );
	}

	/**
	 * Ties a user of this site to the member whose session this is.
	 *
	 * @param string $session_ref The session's reference.
	 * @param int    $user_id     The user.
	 * @param string $by          Either sign-in or mail.
	 */
	public function tie( string $session_ref, int $user_id, string $by ): Gateway_Answer {
		$body = array(
			'session_ref' => $session_ref,
			'user'        => (string) $user_id,
			'by'          => $by,
		);
		return $this->post( '/links', $body, self::END_WITHIN_SECONDS );
	}

	/**
	 * Tells what users of this site hold.
	 *
	 * @param array[] $facts At most a hundred, and no more than FACTS_BYTES_MAX as JSON.
	 */
	public function tell_facts( array $facts ): Gateway_Answer {
		return $this->post( '/facts', array( 'facts' => $facts ), self::FACTS_WITHIN_SECONDS, self::FACTS_BYTES_MAX );
	}

	/**
	 * Passes on what a member asked this site for: an export or an erasure. It waits at the gateway until she goes on with it there;
	 * nothing of her comes back.
	 *
	 * @param string $id   The request's own id, the same for each try.
	 * @param string $sub  Her lasting name.
	 * @param string $kind Either export or erasure.
	 */
	public function pass_on( string $id, string $sub, string $kind ): Gateway_Answer {
		$body = array(
			'id'   => $id,
			'sub'  => $sub,
			'kind' => $kind,
		);
		return $this->post( '/requests', $body, self::REQUEST_WITHIN_SECONDS );
	}

	/**
	 * Asks for the public half of the gateway's own key.
	 */
	public function public_key(): Gateway_Answer {
		$arguments = array(
			'method'  => 'GET',
			'headers' => array( 'Accept' => 'application/json' ),
			'timeout' => self::CARDS_WITHIN_SECONDS,
		);
		return $this->send( '/v1/gateway-key', $arguments );
	}

	/**
	 * Asks for the site's public card list.
	 */
	public function cards(): Gateway_Answer {
		$arguments = array(
			'method'  => 'GET',
			'headers' => array( 'Accept' => 'application/json' ),
			'timeout' => self::CARDS_WITHIN_SECONDS,
		);
		return $this->send( '/card/' . $this->settings->site_id(), $arguments );
	}

	/**
	 * Posts a signed body to the site's own routes.
	 *
	 * @param string $path    Path below the site's.
	 * @param array  $body    Body as names and values.
	 * @param float  $seconds Time limit for the whole answer.
	 * @param int    $bytes   Limit for the size of the answer.
	 */
	private function post( string $path, array $body, float $seconds, int $bytes = self::BYTES_MAX ): Gateway_Answer {
		$key = $this->settings->site_key();
		if ( null === $key ) {
			return new Gateway_Answer( new \WP_Error( 'cloakroom_no_key', 'No site key is set.' ) );
		}
		$text      = (string) wp_json_encode( $body );
		$arguments = array(
			'method'              => 'POST',
			'headers'             => self::signed( $key, $text ),
			'body'                => $text,
			'timeout'             => $seconds,
			'limit_response_size' => $bytes,
		);
		return $this->send( '/v1/sites/' . $this->settings->site_id() . $path, $arguments );
	}

	/**
	 * The headers of Standard Webhooks for a body.
	 *
	 * @link https://www.standardwebhooks.com/
	 *
	 * @param Site_Key $key  The site's key.
	 * @param string   $text The body, byte for byte.
	 */
	private static function signed( Site_Key $key, string $text ): array {
		$id   = 'msg_' . bin2hex( random_bytes( 16 ) );
		$time = (string) time();
		return array(
			'Accept'            => 'application/json',
			'Content-Type'      => 'application/json',
			'webhook-id'        => $id,
			'webhook-timestamp' => $time,
			'webhook-signature' => 'v1a,' . $key->sign( $id . '.' . $time . '.' . $text ),
		);
	}

	/**
	 * Sends a request to the one configured gateway: no redirect is followed, no long answer is read.
	 *
	 * @param string $path      Path at the gateway.
	 * @param array  $arguments Arguments for wp_remote_request.
	 */
	private function send( string $path, array $arguments ): Gateway_Answer {
		$gateway = $this->settings->gateway();
		if ( null === $gateway || '' === $this->settings->site_id() ) {
			return new Gateway_Answer( new \WP_Error( 'cloakroom_not_set_up', 'The gateway is not set up.' ) );
		}
		$arguments += array( 'limit_response_size' => self::BYTES_MAX );

		$arguments['redirection'] = 0;
		$arguments['user-agent']  = 'Cloakroom for WordPress/' . VERSION;

		$answer = new Gateway_Answer( wp_remote_request( $gateway->text() . $path, $arguments ) );
		if ( 0 === $answer->status || $answer->status >= 400 ) {
			/**
			 * Fires when the gateway did not do what it was asked, for the operator's own log. Carries no secret.
			 *
			 * @param string $path    What was asked for, up to the session's reference or the collection.
			 * @param int    $status  HTTP status; 0 if nothing answered.
			 * @param string $problem The problem's code, or an empty text.
			 */
			do_action( 'cloakroom_gateway_refused', preg_replace( '~(/sessions|/collections/[^/?]+)[/?].*~', '$1', $path ), $answer->status, $answer->problem() );
		}
		return $answer;
	}
}
