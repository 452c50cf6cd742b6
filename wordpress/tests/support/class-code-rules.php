<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use PhpParser\Node;
use PhpParser\NodeFinder;

/** Rules for shipped PHP, each a function from source code to the faults in it, as texts with line numbers. */
final class Code_Rules {

	const ESCAPERS   = array( 'esc_html', 'esc_attr', 'esc_url', 'esc_html__', 'esc_attr__', 'wp_kses_post', 'absint', 'get_block_wrapper_attributes' );
	const PRINTERS   = array( 'printf', 'vprintf', '_e', '_ex', 'print_r', 'var_dump', 'var_export', 'debug_zval_refcount' );
	const GETTEXT    = array( '__' => 1, 'esc_html__' => 1, 'esc_attr__' => 1, 'esc_html_e' => 1, 'esc_attr_e' => 1, '_n' => 3, '_x' => 2 );
	const INPUTS     = array( '_GET', '_POST', '_REQUEST', '_COOKIE', '_SERVER', '_FILES', '_ENV' );
	const FORBIDDEN  = array(
		'error_log', 'trigger_error', 'syslog', 'print_r', 'var_dump', 'var_export', 'eval', 'exec', 'shell_exec', 'system', 'passthru', 'popen', 'proc_open',
		'unserialize', 'extract', 'curl_init', 'fsockopen', 'stream_socket_client', 'file_get_contents', 'file_put_contents', 'fopen', 'mail', 'wp_mail',
		'md5', 'sha1', 'rand', 'mt_rand', 'uniqid', '_e', '_ex', 'vprintf', 'wp_remote_get', 'wp_remote_post', 'wp_remote_head', 'wp_set_current_user',
	);

	/** echo, print and printf give out nothing that is not escaped where it is given out; so does HTML put together by sprintf. */
	public static function unescaped( string $code ): array {
		$faults = array();
		foreach ( self::find( $code, Node\Stmt\Echo_::class ) as $echo ) {
			foreach ( $echo->exprs as $expression ) {
				if ( ! self::is_safe( $expression ) && ! self::is_call_of_html( $expression ) ) {
					$faults[] = "line {$echo->getLine()}: echo of something that is not escaped";
				}
			}
		}
		foreach ( self::find( $code, Node\Expr\Print_::class ) as $print ) {
			$faults[] = "line {$print->getLine()}: print";
		}
		foreach ( self::find( $code, Node\Expr\Exit_::class ) as $exit ) {
			if ( null !== $exit->expr ) {
				$faults[] = "line {$exit->getLine()}: exit that prints";
			}
		}
		foreach ( self::calls( $code, array( 'printf', 'sprintf' ) ) as $call ) {
			$format = $call->args[0]->value;
			$is_out = 'printf' === $call->name->toString();
			if ( ! $is_out && ! ( $format instanceof Node\Scalar\String_ && false !== strpos( $format->value, '<' ) ) ) {
				continue;
			}
			foreach ( array_slice( $call->args, 1 ) as $argument ) {
				if ( ! self::is_safe( $argument->value ) && ( $is_out || ! self::is_own_html( $argument->value ) ) ) {
					$faults[] = "line {$call->getLine()}: an argument of {$call->name} that is not escaped";
				}
			}
		}
		return $faults;
	}

	/** Functions that the plugin has no business to call: PHP sessions, logs, processes, other ways to the network. */
	public static function forbidden_calls( string $code ): array {
		$faults = array();
		foreach ( self::find( $code, Node\Expr\FuncCall::class ) as $call ) {
			$name = $call->name instanceof Node\Name ? strtolower( $call->name->toString() ) : '';
			if ( in_array( $name, self::FORBIDDEN, true ) || 0 === strpos( $name, 'session_' ) ) {
				$faults[] = "line {$call->getLine()}: $name()";
			}
		}
		foreach ( self::find( $code, Node\Expr\Eval_::class ) as $eval ) {
			$faults[] = "line {$eval->getLine()}: eval";
		}
		return $faults;
	}

	/**
	 * Input is read in sanitize_text_field( wp_unslash( ... ) ), or in isset(). Those that Return_Path refuses instead of
	 * cleaning are read in wp_unslash() inside self::string() or self::strings(). What PHP says of a file has no slashes of
	 * WordPress's and is read as it is, where it may be missing.
	 */
	public static function raw_input( string $code ): array {
		$sound = array();
		foreach ( self::calls( $code, array( 'sanitize_text_field' ) ) as $call ) {
			$sound = array_merge( $sound, self::unslashed( $call->args[0]->value ) );
		}
		foreach ( self::find( $code, Node\Expr\StaticCall::class ) as $call ) {
			if ( in_array( (string) $call->name, array( 'string', 'strings' ), true ) && $call->args[0]->value instanceof Node\Expr\Ternary ) {
				$sound = array_merge( $sound, self::unslashed( $call->args[0]->value->if ) );
			}
		}
		foreach ( self::find( $code, Node\Expr\BinaryOp\Coalesce::class ) as $coalesce ) {
			if ( $coalesce->left instanceof Node\Expr\ArrayDimFetch && '_FILES' === ( $coalesce->left->var->name ?? '' ) ) {
				$sound[] = $coalesce->left->var;
			}
		}
		foreach ( self::find( $code, Node\Expr\Isset_::class ) as $isset ) {
			$sound = array_merge( $sound, ( new NodeFinder() )->findInstanceOf( $isset->vars, Node\Expr\Variable::class ) );
		}
		foreach ( self::find( $code, Node\Expr\Assign::class ) as $assign ) {
			// Written, not read.
			if ( $assign->var instanceof Node\Expr\ArrayDimFetch ) {
				$sound[] = $assign->var->var;
			}
		}
		$faults = array();
		foreach ( self::find( $code, Node\Expr\Variable::class ) as $variable ) {
			if ( in_array( $variable->name, self::INPUTS, true ) && ! in_array( $variable->getStartFilePos(), self::positions( $sound ), true ) ) {
				$faults[] = "line {$variable->getLine()}: \${$variable->name} read without unslash and sanitize";
			}
		}
		return $faults;
	}

	/** The plugin directory refuses addresses of the developer's own machine in shipped files. */
	public static function local_addresses( string $text ): array {
		preg_match_all( '~https?://(?:localhost\b|127\.\d|\[::1\]|[a-z0-9.-]+\.(?:local|localhost|test)\b)[^\s\'"]*~i', $text, $found );
		return $found[0];
	}

	/** Syntax that PHP 7.4 does not know. */
	public static function newer_than_php_7_4( string $code ): array {
		$faults = array();
		$note   = static function ( Node $node, string $what ) use ( &$faults ) {
			$faults[] = "line {$node->getLine()}: $what";
		};
		foreach ( array( Node\UnionType::class, Node\IntersectionType::class, Node\Expr\Match_::class, Node\Expr\NullsafePropertyFetch::class, Node\Expr\NullsafeMethodCall::class, Node\Attribute::class, Node\Stmt\Enum_::class, Node\Expr\Throw_::class ) as $class ) {
			foreach ( self::find( $code, $class ) as $node ) {
				$note( $node, $class );
			}
		}
		foreach ( self::find( $code, Node\Param::class ) as $parameter ) {
			if ( 0 !== $parameter->flags ) {
				$note( $parameter, 'promoted parameter' );
			}
		}
		foreach ( self::find( $code, Node\Arg::class ) as $argument ) {
			if ( null !== $argument->name ) {
				$note( $argument, 'named argument' );
			}
		}
		foreach ( self::find( $code, Node\Stmt\Catch_::class ) as $catch ) {
			if ( null === $catch->var ) {
				$note( $catch, 'catch without a variable' );
			}
		}
		foreach ( self::find( $code, Node\FunctionLike::class ) as $function ) {
			foreach ( array_merge( array( $function->getReturnType() ), array_column( $function->getParams(), 'type' ) ) as $type ) {
				if ( $type instanceof Node\Identifier && in_array( $type->toLowerString(), array( 'mixed', 'never', 'false', 'null', 'true' ), true ) || $type instanceof Node\Name && 'static' === $type->toLowerString() ) {
					$note( $function, "type $type" );
				}
			}
		}
		return $faults;
	}

	/** Queries go through prepare(). */
	public static function unprepared_queries( string $code ): array {
		$faults = array();
		foreach ( self::find( $code, Node\Expr\MethodCall::class ) as $call ) {
			$is_query = $call->var instanceof Node\Expr\Variable && 'wpdb' === $call->var->name && in_array( (string) $call->name, array( 'query', 'get_results', 'get_col', 'get_var', 'get_row' ), true );
			// The name of a table takes no placeholder before WordPress 6.2.
			$is_drop = $is_query && $call->args[0]->value instanceof Node\Expr\BinaryOp\Concat && $call->args[0]->value->left instanceof Node\Scalar\String_ && 'DROP TABLE IF EXISTS ' === $call->args[0]->value->left->value && $call->args[0]->value->right instanceof Node\Expr\StaticCall;
			if ( $is_query && ! $is_drop && ! ( $call->args[0]->value instanceof Node\Expr\MethodCall && 'prepare' === (string) $call->args[0]->value->name ) ) {
				$faults[] = "line {$call->getLine()}: a query without prepare()";
			}
		}
		return $faults;
	}

	/** Texts for translators, each with a fault if it is not a literal of the plugin's own domain. */
	public static function texts( string $code, array &$faults ): array {
		$texts = array();
		foreach ( self::calls( $code, array_keys( self::GETTEXT ) ) as $call ) {
			$name   = $call->name->toString();
			$last   = end( $call->args )->value;
			$first  = $call->args[0]->value;
			if ( count( $call->args ) !== self::GETTEXT[ $name ] + ( '_n' === $name ? 2 : 1 ) && '_n' !== $name || ! $last instanceof Node\Scalar\String_ || 'cloakroom' !== $last->value || ! $first instanceof Node\Scalar\String_ ) {
				$faults[] = "line {$call->getLine()}: $name() without a literal or without the domain";
				continue;
			}
			$texts[] = $first->value;
			if ( '_n' === $name ) {
				$texts[] = $call->args[1]->value->value;
			}
		}
		return $texts;
	}

	/** Every add_action, add_filter and add_shortcode, as function and hook. */
	public static function hooks( string $code ): array {
		$hooks = array();
		foreach ( self::calls( $code, array( 'add_action', 'add_filter', 'add_shortcode' ) ) as $call ) {
			$name    = $call->args[0]->value;
			$hooks[] = $name instanceof Node\Scalar\String_ ? $name->value : ( $name instanceof Node\Expr\BinaryOp\Concat && $name->left instanceof Node\Scalar\String_ ? $name->left->value . '*' : '*' );
		}
		return $hooks;
	}

	private static function is_safe( Node\Expr $expression ): bool {
		if ( $expression instanceof Node\Scalar\String_ || $expression instanceof Node\Scalar\LNumber || $expression instanceof Node\Expr\Cast\Int_ ) {
			return true;
		}
		if ( $expression instanceof Node\Expr\BinaryOp\Concat ) {
			return self::is_safe( $expression->left ) && self::is_safe( $expression->right );
		}
		if ( $expression instanceof Node\Expr\Ternary ) {
			return null !== $expression->if && self::is_safe( $expression->if ) && self::is_safe( $expression->else );
		}
		return $expression instanceof Node\Expr\FuncCall && $expression->name instanceof Node\Name && in_array( $expression->name->toString(), self::ESCAPERS, true );
	}

	/** HTML or JSON that a function of the plugin put together, which says so by its name. */
	private static function is_call_of_html( Node\Expr $expression ): bool {
		return ( $expression instanceof Node\Expr\MethodCall || $expression instanceof Node\Expr\StaticCall ) && in_array( (string) $expression->name, array( 'html', 'json' ), true );
	}

	/** HTML that another function of the plugin put together, or that its caller promises to have escaped. */
	private static function is_own_html( Node\Expr $expression ): bool {
		return $expression instanceof Node\Expr\MethodCall
			|| $expression instanceof Node\Expr\StaticCall
			|| $expression instanceof Node\Expr\Variable && 'wrapper' === $expression->name;
	}

	/** The variables inside wp_unslash( $_X['name'] ), if that is what the expression is. */
	private static function unslashed( ?Node\Expr $expression ): array {
		$is_call = $expression instanceof Node\Expr\FuncCall && $expression->name instanceof Node\Name && 'wp_unslash' === $expression->name->toString();
		return $is_call ? ( new NodeFinder() )->findInstanceOf( array( $expression ), Node\Expr\Variable::class ) : array();
	}

	private static function positions( array $nodes ): array {
		return array_map( static function ( Node $node ) {
			return $node->getStartFilePos();
		}, $nodes );
	}

	/** @return Node\Expr\FuncCall[] */
	private static function calls( string $code, array $names ): array {
		return array_values( array_filter( self::find( $code, Node\Expr\FuncCall::class ), static function ( $call ) use ( $names ) {
			return $call->name instanceof Node\Name && in_array( $call->name->toString(), $names, true );
		} ) );
	}

	private static function find( string $code, string $class ): array {
		static $parsed = array();
		$key = md5( $code );
		if ( ! isset( $parsed[ $key ] ) ) {
			$lexer          = new \PhpParser\Lexer( array( 'usedAttributes' => array( 'startLine', 'startFilePos' ) ) );
			$parsed[ $key ] = ( new \PhpParser\ParserFactory() )->create( \PhpParser\ParserFactory::ONLY_PHP7, $lexer )->parse( $code );
		}
		return ( new NodeFinder() )->findInstanceOf( $parsed[ $key ], $class );
	}
}
