<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace {
	/** The made-up plugin that the example in docs/memberships.md is for. */
	function lodge_passes_of( int $user_id ): array {
		return \Cloakroom\Tests\Documented_Example_Test::$passes[ $user_id ] ?? array();
	}
}

namespace Cloakroom\Tests {

	require_once __DIR__ . '/../support/class-code-rules.php';

	final class Documented_Example_Test extends Outbox_Test_Case {

		const EXAMPLE = __DIR__ . '/../../../docs/memberships-example.php';

		/** @var array[] */
		public static $passes = array();

		public function test_example_stands_in_the_docs_as_it_is_and_is_short() {
			$text = rtrim( file_get_contents( self::EXAMPLE ) );
			$this->assertStringContainsString( "```php\n$text\n```", file_get_contents( dirname( self::EXAMPLE ) . '/memberships.md' ) );
			$this->assertLessThanOrEqual( 50, substr_count( $text, "\n" ) + 1 );
			$this->assertSame( array(), Code_Rules::newer_than_php_7_4( $text ) );
		}

		public function test_example_tells_of_its_passes() {
			$user = $this->user();
			$end  = time() + DAY_IN_SECONDS;
			$this->load();
			self::$passes = array(
				$user => array(
					array( 'id' => 7, 'plan' => 'weekend', 'title' => 'Weekend pass', 'until' => $end, 'renews' => false, 'refunded' => false ),
					array( 'id' => 8, 'plan' => 'founder', 'title' => 'Founder', 'until' => null, 'renews' => true, 'refunded' => false ),
					array( 'id' => 9, 'plan' => 'week', 'title' => 'Week', 'until' => $end, 'renews' => true, 'refunded' => true ),
				),
			);
			do_action( 'lodge_pass_changed', $user, 7 );
			do_action( 'lodge_pass_changed', $user, 7 );
			$this->assertSame( 1, $this->deliver_once() );
			$this->assertSame( array( 'lodge:founder' => 'active', 'lodge:week' => 'revoked', 'lodge:weekend' => 'cancelled' ), $this->gateway->known( $user ) );
			$told = array_column( $this->gateway->facts[ $user ]['memberships'], null, 'product_id' );
			$this->assertSame( array( gmdate( 'Y-m-d\TH:i:s\Z', $end ), true, 'Weekend pass' ), array( $told['weekend']['period_end'], $told['founder']['lifetime'], $told['weekend']['product_name'] ) );
		}

		private function load(): void {
			require self::EXAMPLE;
			$this->systems = $this->systems( $this->outbox );
			$this->systems->start();
		}
	}
}
