<?php
/**
 * Finds out why site and gateway do not come together.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * One line for each thing that has to be right, in the order in which an operator puts them right.
 */
final class Connection_Test {

	const SKEW_NOTED_SECONDS   = 60;
	const SKEW_REFUSED_SECONDS = 300;

	/**
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Calls to the gateway.
	 *
	 * @var Gateway
	 */
	private $gateway;

	/**
	 * Takes what it needs.
	 *
	 * @param Settings $settings The operator's settings.
	 * @param Gateway  $gateway  Calls to the gateway.
	 */
	public function __construct( Settings $settings, Gateway $gateway ) {
		$this->settings = $settings;
		$this->gateway  = $gateway;
	}

	/**
	 * Runs all checks; two calls to the gateway at most.
	 *
	 * @return Check[]
	 */
	public function run(): array {
		$origin  = $this->settings->gateway();
		$is_set  = null !== $origin && '' !== $this->settings->site_id();
		$answer  = $is_set ? $this->gateway->cards() : null;
		$speaks  = null !== $answer && ( $answer->is_not_found() || ( 200 === $answer->status && null !== Cards::parse( $answer->json ) ) );
		$listed  = $speaks && 200 === $answer->status ? $answer->json : null;
		$has_key = null !== $this->settings->site_key();
		$probe   = null !== $listed && $has_key ? $this->probe() : null;
		return array(
			$this->settings_check(),
			$this->secure_check( $origin ),
			$this->reachable_check( $answer ),
			$this->contract_check( $answer, $speaks ),
			$this->site_id_check( $speaks, $listed ),
			$this->origin_check( $listed ),
			$this->same_site_check( $origin ),
			$this->clock_check( $probe ?? $answer ),
			$this->key_check( $probe ),
			$this->sign_in_address_check(),
			$this->login_page_check(),
			$this->script_check(),
		);
	}

	/**
	 * Redeems a ticket that cannot exist: only the key decides between "no such ticket" and "unauthorized".
	 */
	private function probe(): Gateway_Answer {
		return $this->gateway->redeem( Bind_Secret::generate()->reveal(), Bind_Secret::generate()->reveal() );
	}

	/**
	 * Whether everything is filled in.
	 */
	private function settings_check(): Check {
		$missing = array();
		if ( '' === $this->settings->written( 'gateway_url' ) ) {
			$missing[] = __( 'the gateway address', 'cloakroom' );
		}
		if ( '' === $this->settings->site_id() ) {
			$missing[] = __( 'the site id', 'cloakroom' );
		}
		if ( null === $this->settings->site_key() ) {
			$missing[] = __( 'the site key', 'cloakroom' );
		}
		if ( array() === $missing ) {
			return Check::ok( 'settings', __( 'Gateway address, site id and site key are set.', 'cloakroom' ) );
		}
		return Check::fault(
			'settings',
			/* translators: %s: a list of settings. */
			sprintf( __( 'Missing or not in the right form: %s.', 'cloakroom' ), implode( ', ', $missing ) ),
			__( 'Fill it in on this page, or in wp-config.php where the value is fixed there.', 'cloakroom' )
		);
	}

	/**
	 * Whether both sides speak https.
	 *
	 * @param Web_Origin|null $gateway The gateway, if its address may be used.
	 */
	private function secure_check( ?Web_Origin $gateway ): Check {
		$written = $this->settings->written( 'gateway_url' );
		$site    = Web_Origin::of_site();
		if ( '' === $written ) {
			return self::no_address( 'https' );
		}
		if ( null === $gateway ) {
			$parsed = Web_Origin::parse( $written );
			return null !== $parsed && ! $parsed->is_secure()
				? Check::fault( 'https', __( 'The gateway address begins with http.', 'cloakroom' ), __( 'Give the gateway a certificate and write its address with https. Plain http is accepted only for this very machine.', 'cloakroom' ) )
				: Check::fault( 'https', __( 'The gateway address is not one that can be used.', 'cloakroom' ), __( 'Write scheme and host and nothing more, as in https://members.example.com.', 'cloakroom' ) );
		}
		if ( null === $site || ! $site->is_secure() ) {
			return Check::fault( 'https', __( 'This site’s own address begins with http.', 'cloakroom' ), __( 'Give the site a certificate and change both addresses under Settings, General to https. Members’ browsers do not trust the card otherwise.', 'cloakroom' ) );
		}
		return Check::ok( 'https', __( 'Site and gateway have addresses that browsers trust.', 'cloakroom' ) );
	}

	/**
	 * Whether anything answers.
	 *
	 * @param Gateway_Answer|null $answer The answer to the card list, if one could be asked for.
	 */
	private function reachable_check( ?Gateway_Answer $answer ): Check {
		if ( null === $answer ) {
			return self::no_address( 'reachable' );
		}
		if ( null === $answer->error ) {
			/* translators: %d: an HTTP status. */
			return Check::ok( 'reachable', sprintf( __( 'This server reaches the gateway’s address (status %d).', 'cloakroom' ), $answer->status ) );
		}
		$reason = self::reason( $answer->error );
		/* translators: %s: the reason in words. */
		return Check::fault( 'reachable', sprintf( __( 'This server does not reach the gateway: %s', 'cloakroom' ), $reason[0] ), $reason[1] );
	}

	/**
	 * Puts an error of WordPress's HTTP API into words.
	 *
	 * @param \WP_Error $error The error.
	 * @return string[] What happened, and what to do.
	 */
	private static function reason( \WP_Error $error ): array {
		$message = $error->get_error_message();
		if ( 'http_request_not_executed' === $error->get_error_code() ) {
			return array( __( 'WordPress itself blocks the call.', 'cloakroom' ), __( 'Add the gateway’s host to WP_ACCESSIBLE_HOSTS in wp-config.php.', 'cloakroom' ) );
		}
		$is = static function ( string $pattern ) use ( $message ) {
			return 1 === preg_match( $pattern, $message );
		};
		if ( $is( '/cURL error 6:|could not resolve|getaddrinfo/i' ) ) {
			return array( __( 'its name has no address.', 'cloakroom' ), __( 'Check the spelling, and the DNS as this server sees it.', 'cloakroom' ) );
		}
		if ( $is( '/cURL error (?:35|51|58|60|77):|SSL|certificate/i' ) ) {
			return array( __( 'its certificate is not accepted.', 'cloakroom' ), __( 'Install a certificate for exactly this name, with its intermediate certificates.', 'cloakroom' ) );
		}
		if ( $is( '/cURL error 28:|timed out/i' ) ) {
			return array( __( 'no answer in time.', 'cloakroom' ), __( 'Check that the gateway is running and that no firewall swallows the call.', 'cloakroom' ) );
		}
		if ( $is( '/cURL error 7:|refused/i' ) ) {
			return array( __( 'nothing listens there.', 'cloakroom' ), __( 'Start the gateway, or correct host and port.', 'cloakroom' ) );
		}
		return array( $message, __( 'Check that the gateway is running and that this server may call it.', 'cloakroom' ) );
	}

	/**
	 * Whether it is a gateway of ours.
	 *
	 * @param Gateway_Answer|null $answer The answer to the card list.
	 * @param bool                $speaks Whether the answer is as agreed.
	 */
	private function contract_check( ?Gateway_Answer $answer, bool $speaks ): Check {
		if ( null === $answer || null !== $answer->error ) {
			return Check::skipped( 'contract', __( 'Not checked what answers there: nothing did.', 'cloakroom' ) );
		}
		if ( $speaks ) {
			return Check::ok( 'contract', __( 'What answers is a Cloakroom gateway.', 'cloakroom' ) );
		}
		if ( in_array( $answer->status, array( 502, 503, 504 ), true ) ) {
			/* translators: %d: an HTTP status. */
			return Check::fault( 'contract', sprintf( __( 'The gateway does not work at this time (status %d).', 'cloakroom' ), $answer->status ), __( 'Look into the gateway’s log; a proxy before it may also find it down.', 'cloakroom' ) );
		}
		return Check::fault(
			'contract',
			/* translators: 1: an HTTP status, 2: a media type as text/html. */
			sprintf( __( 'Something else than a Cloakroom gateway answers (status %1$d, %2$s).', 'cloakroom' ), $answer->status, '' === $answer->content_type ? __( 'no type', 'cloakroom' ) : $answer->content_type ),
			__( 'Check host and port. A proxy before the gateway must pass its answers on unchanged, redirects and error pages included.', 'cloakroom' )
		);
	}

	/**
	 * Whether the gateway knows this site.
	 *
	 * @param bool       $speaks Whether the gateway answered as agreed.
	 * @param array|null $listed The card list.
	 */
	private function site_id_check( bool $speaks, ?array $listed ): Check {
		if ( ! $speaks ) {
			return Check::skipped( 'site_id', __( 'Not checked whether the gateway knows the site id.', 'cloakroom' ) );
		}
		$id = $this->settings->site_id();
		if ( null === $listed ) {
			return Check::fault(
				'site_id',
				/* translators: %s: the site id. */
				sprintf( __( 'The gateway knows no site “%s”.', 'cloakroom' ), $id ),
				/* translators: %s: a key in the gateway's configuration. */
				sprintf( __( 'Write the id as it stands in the gateway’s cloakroom.yaml, or add %s there.', 'cloakroom' ), 'sites.' . $id )
			);
		}
		$name = isset( $listed['name'] ) && is_string( $listed['name'] ) ? $listed['name'] : $id;
		/* translators: 1: the site id, 2: the site's name at the gateway. */
		return Check::ok( 'site_id', sprintf( __( 'The gateway knows the site “%1$s”: %2$s.', 'cloakroom' ), $id, $name ) );
	}

	/**
	 * Whether the gateway lets this site show its cards.
	 *
	 * @param array|null $listed The card list.
	 */
	private function origin_check( ?array $listed ): Check {
		$site = Web_Origin::of_site();
		if ( null === $listed || null === $site ) {
			return Check::skipped( 'origin', __( 'Not checked whether the gateway expects this site’s address.', 'cloakroom' ) );
		}
		$origins = isset( $listed['origins'] ) && is_array( $listed['origins'] ) ? $listed['origins'] : array();
		if ( in_array( $site->text(), $origins, true ) ) {
			/* translators: %s: an origin as https://www.example.com. */
			return Check::ok( 'origin', sprintf( __( 'The gateway expects this site at %s.', 'cloakroom' ), $site->text() ) );
		}
		return Check::fault(
			'origin',
			/* translators: 1: this site's origin, 2: a list of origins. */
			sprintf( __( 'This site is at %1$s, but the gateway expects: %2$s.', 'cloakroom' ), $site->text(), implode( ', ', array_filter( $origins, 'is_string' ) ) ),
			/* translators: %s: a key in the gateway's configuration. */
			sprintf( __( 'Add the address to %s in cloakroom.yaml. Scheme, www and port all count.', 'cloakroom' ), 'sites.' . $this->settings->site_id() . '.origins' )
		);
	}

	/**
	 * Whether the members' browsers will send the gateway's cookie to the card, and only there.
	 *
	 * @param Web_Origin|null $gateway The gateway.
	 */
	private function same_site_check( ?Web_Origin $gateway ): Check {
		$site = Web_Origin::of_site();
		if ( null === $gateway || null === $site ) {
			return self::no_address( 'same_site' );
		}
		switch ( Same_Site::judge( $site, $gateway ) ) {
			case Same_Site::FITS:
				/* translators: 1: host of the site, 2: host of the gateway. */
				return Check::ok( 'same_site', sprintf( __( '%1$s and %2$s are two hosts under one domain.', 'cloakroom' ), $site->host, $gateway->host ) );
			case Same_Site::SAME_HOST:
				/* translators: %s: a host. */
				return Check::fault( 'same_site', sprintf( __( 'Site and gateway share the host %s. Cookies do not know ports: WordPress would be sent the gateway’s session.', 'cloakroom' ), $site->host ), __( 'Give the gateway a host name of its own, as in members.example.com beside www.example.com.', 'cloakroom' ) );
			case Same_Site::OTHER_SCHEME:
				return Check::fault( 'same_site', __( 'One address begins with http and the other with https: to a browser these are two sites.', 'cloakroom' ), __( 'Use https for both.', 'cloakroom' ) );
			default:
				/* translators: 1: host of the site, 2: host of the gateway. */
				return Check::fault( 'same_site', sprintf( __( '%1$s and %2$s are not under one domain of yours: browsers keep the member’s cookie from the card.', 'cloakroom' ), $site->host, $gateway->host ), __( 'Give the gateway a host name under this site’s domain. Until then the card offers to open in a window.', 'cloakroom' ) );
		}
	}

	/**
	 * Whether both clocks agree; signatures are good for five minutes.
	 *
	 * @param Gateway_Answer|null $answer The latest answer.
	 */
	private function clock_check( ?Gateway_Answer $answer ): Check {
		if ( null === $answer || null === $answer->date ) {
			return Check::skipped( 'clock', __( 'Not checked whether the clocks agree: the gateway told no time.', 'cloakroom' ) );
		}
		$skew = abs( time() - $answer->date );
		if ( $skew <= self::SKEW_NOTED_SECONDS ) {
			return Check::ok( 'clock', __( 'The clocks of both servers agree.', 'cloakroom' ) );
		}
		/* translators: %d: a number of seconds. */
		$text   = sprintf( _n( 'The clocks of both servers differ by %d second.', 'The clocks of both servers differ by %d seconds.', $skew, 'cloakroom' ), $skew );
		$advice = __( 'Let both servers set their clocks by NTP. Beyond five minutes the gateway refuses this site.', 'cloakroom' );
		return $skew <= self::SKEW_REFUSED_SECONDS ? Check::warning( 'clock', $text, $advice ) : Check::fault( 'clock', $text, $advice );
	}

	/**
	 * Whether the gateway accepts this site's key.
	 *
	 * @param Gateway_Answer|null $probe The answer to a ticket that cannot exist.
	 */
	private function key_check( ?Gateway_Answer $probe ): Check {
		$key = $this->settings->site_key();
		if ( null === $probe || null === $key ) {
			return Check::skipped( 'site_key', __( 'Not checked whether the gateway accepts the site key.', 'cloakroom' ) );
		}
		if ( $probe->is_not_found() ) {
			return Check::ok( 'site_key', __( 'The gateway accepts this site’s key.', 'cloakroom' ) );
		}
		if ( 401 === $probe->status ) {
			$setting = 'sites.' . $this->settings->site_id() . '.public-key';
			/* translators: 1: a key in the gateway's configuration, 2: the public half of the site key. */
			return Check::fault( 'site_key', __( 'The gateway refuses this site’s key.', 'cloakroom' ), sprintf( __( 'Copy the public half into cloakroom.yaml and restart the gateway: %1$s: "%2$s". If it stands there already, compare the clocks.', 'cloakroom' ), $setting, $key->public_half() ) );
		}
		/* translators: 1: an HTTP status, 2: a code as upstream-unavailable. */
		return Check::fault( 'site_key', sprintf( __( 'The gateway could not say whether it accepts the site key (status %1$d %2$s).', 'cloakroom' ), $probe->status, $probe->problem() ), __( 'Look into the gateway’s log and run the test again.', 'cloakroom' ) );
	}

	/**
	 * Whether the card's own sign-in link will find this site's sign-in page.
	 */
	private function sign_in_address_check(): Check {
		$site     = Web_Origin::of_site();
		$expected = ( $site ? $site->text() : '' ) . '/wp-login.php';
		if ( site_url( 'wp-login.php', 'login' ) === $expected ) {
			return Check::ok( 'sign_in_address', __( 'The card’s sign-in link leads to this site.', 'cloakroom' ) );
		}
		return Check::fault(
			'sign_in_address',
			/* translators: 1: an address, 2: an address. */
			sprintf( __( 'The card’s sign-in link leads to %1$s, but this site signs in at %2$s.', 'cloakroom' ), $expected, site_url( 'wp-login.php', 'login' ) ),
			__( 'Use one address for site and WordPress under Settings, General, and no plugin that hides wp-login.php; or let the web server redirect the first address to the second, query included.', 'cloakroom' )
		);
	}

	/**
	 * Whether the chosen login page can do its work.
	 */
	private function login_page_check(): Check {
		$id = $this->settings->login_page();
		if ( 0 === $id ) {
			return Check::ok( 'login_page', __( 'Members sign in on WordPress’s own sign-in page.', 'cloakroom' ) );
		}
		$page = get_post( $id );
		if ( ! $page || 'publish' !== $page->post_status ) {
			return Check::fault( 'login_page', __( 'The login page is not published; WordPress’s own is used instead.', 'cloakroom' ), __( 'Publish the page, or choose another.', 'cloakroom' ) );
		}
		if ( ! has_shortcode( $page->post_content, Sign_In_Shortcode::TAG ) ) {
			/* translators: %s: a shortcode. */
			return Check::warning( 'login_page', sprintf( __( 'The login page’s text has no %s.', 'cloakroom' ), '[' . Sign_In_Shortcode::TAG . ']' ), __( 'Add the shortcode, unless the theme prints it: without it members see neither button nor messages.', 'cloakroom' ) );
		}
		/* translators: %s: a page's title. */
		return Check::ok( 'login_page', sprintf( __( 'Members sign in on the page “%s”.', 'cloakroom' ), get_the_title( $page ) ) );
	}

	/**
	 * Whether the plugin is complete.
	 */
	private function script_check(): Check {
		return is_readable( Script_Module::file( Script_Module::CARD ) )
			? Check::ok( 'script', __( 'The card’s script is in its place.', 'cloakroom' ) )
			: Check::warning( 'script', __( 'The card’s script is missing from the plugin’s folder (assets/cloakroom-card.js).', 'cloakroom' ), __( 'Install the plugin from its packed form. Without the script cards work, but pages do not notice that a session is over.', 'cloakroom' ) );
	}

	/**
	 * The line for what needs an address and has none.
	 *
	 * @param string $id The check's name.
	 */
	private static function no_address( string $id ): Check {
		return Check::skipped( $id, __( 'Not checked: the gateway address or the site id is missing.', 'cloakroom' ) );
	}
}
